/**
 * Runs in the measured page before its own scripts, in Afterimage as in the plain page: notes when what a person waits
 * for is painted. All times are milliseconds since 1970, so that they compare with those of other processes.
 */
(() => {
  /** @typedef {{ readonly name: string, readonly start: number, readonly answered: number, readonly end: number }} Fetched */

  if ('felt' in window) return;

  /** @param {number} time a time of this page's own clock */
  const sinceEpoch = (time) => performance.timeOrigin + time;
  const now = () => sinceEpoch(performance.now());

  /** Calls `then` when the next frame is painted: a posted message is read after the frame's style, layout and paint. */
  const afterPaint = (/** @type {() => void} */ then) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(null);
    });
  };

  /**
   * Calls `see` whenever the page changes, until it returns true. @param {() => boolean} see
   */
  const untilSeen = (see) => {
    if (see()) return;
    const watcher = new MutationObserver(() => {
      if (see()) watcher.disconnect();
    });
    watcher.observe(document, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['aria-label'],
    });
  };

  /**
   * The time of the frame in which `is` holds for the first time. @param {() => boolean} is @returns {Promise<number>}
   */
  const painted = (is) =>
    new Promise((resolve) =>
      untilSeen(() => {
        const isSeen = is();
        if (isSeen) afterPaint(() => resolve(now()));
        return isSeen;
      }),
    );

  /** @type {Fetched[]} */
  const fetched = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { name, startTime, responseStart, responseEnd } = /** @type {PerformanceResourceTiming} */ (entry);
      fetched.push({
        name: new URL(name).pathname,
        start: sinceEpoch(startTime),
        answered: sinceEpoch(responseStart),
        end: sinceEpoch(responseEnd),
      });
    }
  }).observe({ type: 'resource', buffered: true });

  const cell = (/** @type {number} */ item) => document.querySelector(`[role=gridcell][data-item="${item}"]`);
  const label = (/** @type {number} */ item) => cell(item)?.getAttribute('aria-label') ?? '';
  const firstCard = painted(() => [...document.querySelectorAll('[role=gridcell]')].some((one) => one.textContent));

  /** When the next key is struck; a character of an input method has no key, but its input. @returns {Promise<number>} */
  const nextStroke = () =>
    new Promise((resolve) => {
      const controller = new AbortController();
      const take = (/** @type {Event} */ event) => {
        controller.abort();
        resolve(sinceEpoch(event.timeStamp));
      };
      for (const type of ['keydown', 'beforeinput'])
        window.addEventListener(type, take, { capture: true, signal: controller.signal });
    });

  /** What was armed last. @type {Promise<unknown>} */
  let awaited = Promise.resolve();
  /** @type {number[] | null} */
  let frames = null;

  /**
   * From the next stroke to the frames with the first card and with the number of the new result. @param {string} text
   * @param {string} count
   */
  async function stroke(text, count) {
    const struck = nextStroke();
    const shown = painted(() => label(0).includes(text));
    const counted = painted(() => countText().startsWith(count));
    return { struck: await struck, shown: await shown, counted: await counted };
  }

  /** From the next stroke to the first frame of the video that it opens, in ms. */
  async function video() {
    const struck = nextStroke();
    /** @type {HTMLVideoElement} */
    const element = await new Promise((resolve) =>
      untilSeen(() => {
        const one = document.querySelector('video');
        if (one) resolve(one);
        return one !== null;
      }),
    );
    await new Promise((resolve) => element.requestVideoFrameCallback(resolve));
    return now() - (await struck);
  }

  const felt = {
    fetched,
    /** The first card with its content, and when the document had arrived. */
    async start() {
      const shown = await firstCard;
      const [loaded] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
      return { shown, document: sinceEpoch(loaded?.responseEnd ?? 0) };
    },
    /** @param {string} text of the first card @param {string} count as the number of results begins */
    isShown: (text, count) => label(0).includes(text) && countText().startsWith(count),
    /** Arms a measurement; it begins with the next stroke. @param {string} text @param {string} count */
    armStroke(text, count) {
      awaited = stroke(text, count);
    },
    armVideo() {
      awaited = video();
    },
    /** The result of what was armed. */
    awaited: () => awaited,
    beginFrames() {
      /** @type {number[]} */
      const taken = [];
      frames = taken;
      const note = (/** @type {number} */ time) => {
        if (frames !== taken) return;
        taken.push(time);
        requestAnimationFrame(note);
      };
      requestAnimationFrame(note);
    },
    /** The times between the frames since `beginFrames`. */
    endFrames() {
      const taken = frames ?? [];
      frames = null;
      return taken.slice(1).map((time, i) => time - (taken[i] ?? time));
    },
    /** Scrolls the grid on in every frame. @param {number} step px @param {number} count of frames */
    async scroll(step, count) {
      /** @type {Element | null | undefined} */
      let box = document.querySelector('[role=grid]');
      while (box?.parentElement && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement;
      for (let i = 0; i < count; i++) {
        if (box) box.scrollTop += step;
        await new Promise(requestAnimationFrame);
      }
    },
    cells: () => document.querySelectorAll('[role=gridcell]').length,
  };

  function countText() {
    return [...document.querySelectorAll('[role=status]')].map((one) => one.textContent ?? '').find(hasDigit) ?? '';
  }

  /** @param {string} text */
  const hasDigit = (text) => /\d/.test(text);

  Object.assign(window, { felt });
})();
