/**
 * The plain page: it loads all records as one JSON document, filters the array at every key, and draws the cards in
 * view. A search text of each record is made once.
 */
(() => {
  /**
   * @typedef {readonly [rowid: number, kind: string | null, state: string, missing: number, prompt: string | null,
   *   title: string | null, created: number | null, seconds: number | null, width: number | null, height: number | null,
   *   favorite: number, rating: number, hasFile: number]} Row
   * @typedef {{ top: number, height: number, from: number, to: number }} Line
   */
  const GAP = 6;
  const TARGET = 196;
  /** Screens that are drawn before and after the one in view: as many as in Afterimage. */
  const BEHIND = 0.6;
  const AHEAD = 1.1;

  /** @template {Element} T @param {string} selector */
  const find = (selector) => /** @type {T} */ (document.querySelector(selector));
  const input = /** @type {HTMLInputElement} */ (find('#search-input'));
  const scroller = /** @type {HTMLElement} */ (find('#scroller'));
  const surface = /** @type {HTMLElement} */ (find('#surface'));
  const rail = /** @type {HTMLElement} */ (find('#rail'));
  const status = /** @type {HTMLElement} */ (find('[role=status]'));
  const dialog = /** @type {HTMLDialogElement} */ (find('dialog'));

  /** @type {readonly Row[]} */
  let rows = [];
  /** @type {readonly Row[]} */
  let found = [];
  /** @type {string[] | null} */
  let haystacks = null;
  /** @type {Line[]} */
  let lines = [];
  let x = new Float32Array(0);
  /** The cells of the lines that are drawn. @type {Map<number, readonly Element[]>} */
  const drawn = new Map();
  let typed = '';

  const haystacksOf = () =>
    (haystacks ??= rows.map(([, , , , prompt, title]) => `${prompt ?? ''} ${title ?? ''}`.toLowerCase()));

  function search() {
    typed = input.value.toLowerCase().trim();
    const texts = haystacksOf();
    found = typed === '' ? rows : rows.filter((_, at) => texts[at]?.includes(typed));
    status.textContent =
      typed === ''
        ? `${rows.length.toLocaleString('en')} items`
        : `${found.length.toLocaleString('en')} of ${rows.length.toLocaleString('en')}`;
    scroller.scrollTop = 0;
    layOut();
  }

  /** Rows of pictures with their own shapes, all as wide as the page. */
  function layOut() {
    const width = surface.clientWidth;
    lines = [];
    x = new Float32Array(found.length + 1);
    let top = 12;
    for (let from = 0; from < found.length; ) {
      let sum = 0;
      let to = from;
      while (to < found.length && sum * TARGET < width) sum += aspectOf(found[to++]);
      const fitting = (width - (to - from - 1) * GAP) / sum;
      const height = Math.round(Math.min(fitting, TARGET * 1.5));
      let left = 0;
      for (let at = from; at < to; at++) {
        x[at] = left;
        left += aspectOf(found[at]) * height + GAP;
      }
      lines.push({ top, height, from, to });
      top += height + GAP;
      from = to;
    }
    surface.style.height = `${top}px`;
    drawn.clear();
    surface.replaceChildren();
    draw();
  }

  /** @param {Row | undefined} row */
  function aspectOf(row) {
    const [width, height] = [row?.[8], row?.[9]];
    return width && height ? Math.min(3.6, Math.max(0.36, width / height)) : 1.4;
  }

  /** @param {number} y */
  function lineAt(y) {
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const line = lines[middle];
      if (line && line.top + line.height < y) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function draw() {
    const screen = scroller.clientHeight;
    const from = lineAt(scroller.scrollTop - BEHIND * screen);
    const to = Math.min(lines.length, lineAt(scroller.scrollTop + (1 + AHEAD) * screen) + 1);
    for (const [at, cells] of drawn) {
      if (at >= from && at < to) continue;
      for (const cell of cells) cell.remove();
      drawn.delete(at);
    }
    for (const [i, line] of lines.slice(from, to).entries()) {
      if (drawn.has(from + i)) continue;
      const cells = cellsOf(line);
      drawn.set(from + i, cells);
      surface.append(...cells);
    }
  }

  /** @param {Line} line */
  function cellsOf({ top, height, from, to }) {
    return found.slice(from, to).map((row, i) => {
      const cell = document.createElement('div');
      const [, kind, state, missing, prompt, title, created, seconds, , , favorite, rating] = row;
      const text = prompt ?? title ?? '';
      cell.className = 'cell';
      cell.tabIndex = -1;
      cell.setAttribute('role', 'gridcell');
      cell.dataset.item = String(from + i);
      const date = created === null ? '' : new Date(created).toISOString().slice(0, 10);
      cell.setAttribute('aria-label', `${kind ?? 'item'}, ${seconds ?? ''}, ${date}: ${shortened(text)}`);
      cell.style.cssText = `top:${top}px;left:${x[from + i]}px;width:${aspectOf(row) * height}px;height:${height}px`;
      if (state === 'prompt-only') add(cell, 'p', '', text);
      else {
        add(cell, 'span', 'empty', 'No preview');
        add(cell, 'span', 'caption', text);
        if (seconds !== null) add(cell, 'span', 'length', `0:${String(Math.round(seconds)).padStart(2, '0')}`);
        if (missing) add(cell, 'span', 'gone', 'missing');
      }
      if (favorite || rating) add(cell, 'span', 'marks', `${favorite ? '♥' : ''}${rating ? `★${rating}` : ''}`);
      return cell;
    });
  }

  /** The text around the hit, which is marked. @param {Element} cell @param {string} tag @param {string} name @param {string} text */
  function add(cell, tag, name, text) {
    const element = document.createElement(tag);
    element.className = name;
    const at = typed === '' ? -1 : text.toLowerCase().indexOf(typed);
    if (at < 0) element.textContent = text.slice(0, 120);
    else {
      const mark = document.createElement('mark');
      mark.textContent = text.slice(at, at + typed.length);
      element.append(text.slice(Math.max(0, at - 18), at), mark, text.slice(at + typed.length, at + 120));
    }
    cell.append(element);
  }

  /** @param {string} text */
  const shortened = (text) => text.slice(0, 240).replace(/\s+/gu, ' ').trim().slice(0, 120);

  /** @param {number} item */
  function open(item) {
    const row = found[item];
    if (!row?.[12]) return;
    const media = document.createElement(row[1] === 'image' ? 'img' : 'video');
    media.src = `file?item=${row[0]}`;
    if (media instanceof HTMLVideoElement) media.autoplay = true;
    dialog.replaceChildren(media);
    dialog.showModal();
  }

  dialog.addEventListener('close', () => dialog.replaceChildren());

  surface.setAttribute('role', 'grid');
  input.addEventListener('input', search);
  scroller.addEventListener('scroll', draw);
  new ResizeObserver(layOut).observe(scroller);
  rail.addEventListener('pointerdown', (event) => rail.setPointerCapture(event.pointerId));
  rail.addEventListener('pointermove', (event) => {
    if (event.buttons === 0) return;
    const box = rail.getBoundingClientRect();
    scroller.scrollTop = ((event.clientY - box.top) / box.height) * (surface.clientHeight - scroller.clientHeight);
  });
  surface.addEventListener('keydown', (event) => {
    const item = Number(/** @type {HTMLElement} */ (event.target).dataset.item ?? -1);
    if (event.key === 'Enter') open(item);
    const next = event.key === 'ArrowRight' ? item + 1 : event.key === 'ArrowLeft' ? item - 1 : item;
    if (next !== item) /** @type {HTMLElement | null} */ (find(`[data-item="${next}"]`))?.focus();
  });

  void fetch('records.json').then(async (answer) => {
    rows = await answer.json();
    found = rows;
    status.textContent = `${rows.length.toLocaleString('en')} items`;
    layOut();
    // After the first cards are on screen.
    setTimeout(haystacksOf, 50);
  });
})();
