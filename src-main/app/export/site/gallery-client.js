/**
 * The page of an exported gallery: one classic script that runs from disk, makes no requests, and parses no text as HTML.
 * The export contains the source of this function, so the function must not use anything from outside itself.
 *
 * @typedef {{ id: string, kind: string | null, title: string | null, prompt: string | null, shots: string[], date: string | null,
 *   model: string | null, author: string | null, note: string, rating: number, favorite: boolean, tags: string[],
 *   collections: string[], seconds: number | null, width: number | null, height: number | null, poster: string | null,
 *   media: { name: string, video: boolean }[] }} Item
 * @typedef {Record<string, string>} Words
 */

/**
 * @param {{ items: Item[], texts: Record<string, Words> }} data
 * @returns {void}
 */
export function openGallery({ items, texts }) {
  const GAP = 6;
  const OVERSCAN = 600;
  /** @template {HTMLElement} T @param {string} id @returns {T} */
  const byId = (id) => /** @type {T} */ (document.getElementById(id));
  const search = /** @type {HTMLInputElement} */ (byId('search'));
  const language = /** @type {HTMLSelectElement} */ (byId('language'));
  const tagBar = byId('tags');
  const count = byId('count');
  const grid = byId('grid');
  const viewer = /** @type {HTMLDialogElement} */ (byId('viewer'));

  // ── Words ────────────────────────────────────────────────────────────────────────────────────────────
  const preferred = navigator.language.startsWith('zh') ? 'zh-CN' : navigator.language.startsWith('ja') ? 'ja' : 'en';
  let words = /** @type {Words} */ (texts[preferred]);
  /** @param {string} key @param {number} [number] */
  const say = (key, number) => (words[key] ?? key).replace('{n}', (number ?? 0).toLocaleString(language.value));

  function speak() {
    words = /** @type {Words} */ (texts[language.value]);
    document.documentElement.lang = language.value;
    document.title = say('title');
    byId('heading').textContent = say('title');
    search.placeholder = say('search');
    search.setAttribute('aria-label', say('search'));
    language.setAttribute('aria-label', say('language'));
    for (const id of ['close', 'previous', 'next']) byId(id).setAttribute('aria-label', say(id));
    grid.setAttribute('aria-label', say('items'));
    tagBar.setAttribute('aria-label', say('tags'));
  }

  // ── Search: every word must occur; `-word` excludes; accents, case and width do not matter ─────────────
  /** @param {string} text */
  const fold = (text) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC');
  /** @type {string[]} */
  const haystacks = [];
  /** @param {number} at */
  const haystack = (at) => {
    const item = /** @type {Item} */ (items[at]);
    haystacks[at] ??= fold(
      [
        item.id,
        item.title,
        item.prompt,
        item.note,
        item.model,
        item.author,
        item.date,
        ...item.shots,
        ...item.tags,
        ...item.collections,
      ].join('\n'),
    );
    return /** @type {string} */ (haystacks[at]);
  };
  /** @type {number[]} */
  let shown = [];
  /** @type {string | null} */
  let tag = null;

  function find() {
    const all = fold(search.value)
      .split(/\s+/)
      .filter((word) => word !== '' && word !== '-');
    const wanted = all.filter((word) => !word.startsWith('-'));
    const unwanted = all.filter((word) => word.startsWith('-')).map((word) => word.slice(1));
    shown = [];
    for (let at = 0; at < items.length; at++) {
      const item = /** @type {Item} */ (items[at]);
      if (tag !== null && !item.tags.some((one) => one === tag || one.startsWith(`${tag}/`))) continue;
      if (wanted.every((word) => haystack(at).includes(word)) && !unwanted.some((word) => haystack(at).includes(word)))
        shown.push(at);
    }
    count.textContent = say(shown.length === 1 ? 'one' : 'count', shown.length);
    byId('nothing').textContent = shown.length === 0 ? say('nothing') : '';
    arrange();
  }

  // ── The grid: months and justified rows; only cells in view are in the document ─────────────────────────
  /** @type {{ top: number, height: number, from: number, boxes: { left: number, width: number }[] }[]} */
  let rows = [];
  /** @type {{ top: number, text: string }[]} */
  let months = [];
  /** @type {Map<number, HTMLElement>} */
  let drawn = new Map();
  const HEADING = 48;

  /** The month heading of each shown item; null when the items are not in the order of dates. */
  function monthNames() {
    const dates = shown.map((at) => /** @type {Item} */ (items[at]).date ?? '');
    // When no item has a date, there are no headings.
    if (!dates[0] || dates.some((date, place) => place > 0 && date > /** @type {string} */ (dates[place - 1])))
      return null;
    const format = new Intl.DateTimeFormat(language.value, { year: 'numeric', month: 'long', timeZone: 'UTC' });
    let [last, name] = ['', ''];
    return dates.map((date) => {
      if (date.slice(0, 7) !== last || name === '')
        [last, name] = [date.slice(0, 7), date === '' ? say('undated') : format.format(new Date(date))];
      return name;
    });
  }

  function arrange() {
    const width = grid.clientWidth;
    const wanted = width < 600 ? 150 : 220;
    rows = [];
    months = [];
    const names = monthNames();
    let top = 0;
    let from = 0;
    let sum = 0;
    const ratio = (/** @type {number} */ place) => {
      const { width: w, height: h } = /** @type {Item} */ (items[/** @type {number} */ (shown[place])]);
      return Math.min(3, Math.max(0.4, w && h ? w / h : 1));
    };
    for (let place = 0; place < shown.length; place++) {
      if (names && place === from && names[place] !== names[place - 1]) {
        months.push({ top, text: /** @type {string} */ (names[place]) });
        top += HEADING;
      }
      sum += ratio(place);
      const number = place - from + 1;
      const isLast = place === shown.length - 1 || (names !== null && names[place + 1] !== names[place]);
      const full = (width - GAP * (number - 1)) / sum;
      if (full > wanted && !isLast) continue;
      const height = Math.min(full, wanted * 1.3);
      let left = 0;
      const boxes = [];
      for (let one = from; one <= place; one++) {
        const wide = ratio(one) * height;
        boxes.push({ left, width: wide });
        left += wide + GAP;
      }
      rows.push({ top, height, from, boxes });
      top += height + GAP;
      from = place + 1;
      sum = 0;
    }
    grid.style.height = `${top}px`;
    grid.replaceChildren(
      ...months.map(({ top: at, text }) => {
        const heading = element('h2', 'month', text);
        heading.style.top = `${at}px`;
        return heading;
      }),
    );
    drawn = new Map();
    draw();
  }

  function draw() {
    const offset = grid.getBoundingClientRect().top;
    const first = rowAt(-offset - OVERSCAN);
    const end = window.innerHeight - offset + OVERSCAN;
    /** @type {Map<number, HTMLElement>} */
    const next = new Map();
    for (let at = first; at < rows.length; at++) {
      const row = /** @type {(typeof rows)[number]} */ (rows[at]);
      if (row.top > end) break;
      row.boxes.forEach((box, place) => {
        const index = row.from + place;
        const element = drawn.get(index) ?? cell(index);
        if (!drawn.has(index)) {
          Object.assign(element.style, {
            top: `${row.top}px`,
            left: `${box.left}px`,
            width: `${box.width}px`,
            height: `${row.height}px`,
          });
          grid.append(element);
        }
        next.set(index, element);
      });
    }
    for (const [index, element] of drawn) if (!next.has(index) && element !== document.activeElement) element.remove();
    drawn = next;
  }

  /** The first row that ends below this height. @param {number} y */
  function rowAt(y) {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = /** @type {(typeof rows)[number]} */ (rows[middle]);
      if (row.top + row.height < y) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {number} index */
  function cell(index) {
    const item = /** @type {Item} */ (items[/** @type {number} */ (shown[index])]);
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'cell';
    button.dataset.index = String(index);
    button.setAttribute('aria-label', label(item));
    if (item.poster) {
      const picture = document.createElement('img');
      picture.alt = '';
      picture.decoding = 'async';
      picture.src = item.poster;
      button.append(picture);
    } else button.append(element('span', 'words', item.prompt ?? item.title ?? item.id));
    if (item.seconds !== null) button.append(element('span', 'badge', length(item.seconds)));
    if (item.favorite) button.append(element('span', 'heart', '♥'));
    return button;
  }

  /** @param {Item} item */
  const label = (item) => (item.title ?? item.prompt ?? item.shots[0] ?? item.id).slice(0, 200);
  /** @param {number} seconds */
  const length = (seconds) =>
    `${Math.floor(Math.round(seconds) / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`;
  /** @param {string} name @param {string} className @param {string} [text] */
  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    // Text, never HTML: prompts are untrusted.
    if (text !== undefined) made.textContent = text;
    return made;
  }

  // ── The viewer ──────────────────────────────────────────────────────────────────────────────────────
  let open = -1;
  /** @param {number} index */
  function show(index) {
    if (index < 0 || index >= shown.length) return;
    open = index;
    const item = /** @type {Item} */ (items[/** @type {number} */ (shown[index])]);
    byId('stage').replaceChildren(...stage(item));
    byId('facts').replaceChildren(...facts(item));
    /** @type {HTMLButtonElement} */ (byId('previous')).disabled = index === 0;
    /** @type {HTMLButtonElement} */ (byId('next')).disabled = index === shown.length - 1;
    if (!viewer.open) viewer.showModal();
  }

  /** @param {Item} item */
  function stage(item) {
    const [media] = item.media;
    if (!media) return [element('p', 'words', item.prompt ?? item.title ?? item.id)];
    if (!media.video) {
      const picture = document.createElement('img');
      picture.alt = label(item);
      picture.src = media.name;
      return [picture];
    }
    const video = document.createElement('video');
    Object.assign(video, { controls: true, autoplay: true, loop: true, playsInline: true, src: media.name });
    if (item.poster) video.poster = item.poster;
    video.setAttribute('aria-label', label(item));
    video.addEventListener('error', () => byId('stage').append(element('p', 'problem', say('unplayable'))), {
      once: true,
    });
    return [video];
  }

  /** @param {Item} item */
  function facts(item) {
    const parts = [];
    if (item.title) parts.push(element('h2', '', item.title));
    if (item.prompt) parts.push(element('p', 'prompt', item.prompt));
    for (const [at, shot] of item.shots.entries())
      parts.push(element('p', 'prompt', `${say('shot', at + 1)}: ${shot}`));
    const list = element('dl', '');
    /** @param {string} name @param {string | null} value */
    const fact = (name, value) => {
      if (value) list.append(element('dt', '', say(name)), element('dd', '', value));
    };
    fact(
      'date',
      item.date && new Date(item.date).toLocaleString(language.value, { dateStyle: 'long', timeStyle: 'short' }),
    );
    fact('model', item.model);
    fact('author', item.author);
    fact('size', item.width && item.height ? `${item.width} × ${item.height}` : null);
    fact('rating', '★'.repeat(item.rating));
    fact('collections', item.collections.join(', '));
    fact('note', item.note);
    fact('id', item.id);
    parts.push(list);
    if (item.tags.length > 0) {
      const tags = element('p', 'tags');
      for (const name of item.tags) tags.append(tagButton(name, name));
      parts.push(tags);
    }
    const files = element('p', 'files');
    for (const { name } of item.media) {
      const link = /** @type {HTMLAnchorElement} */ (
        element('a', '', decodeURIComponent(name.slice(name.lastIndexOf('/') + 1)))
      );
      link.href = name;
      link.target = '_blank';
      link.rel = 'noopener';
      files.append(link);
    }
    parts.push(files);
    return parts;
  }

  // ── Tags ────────────────────────────────────────────────────────────────────────────────────────────
  /** @param {string} name @param {string} text */
  function tagButton(name, text) {
    const button = element('button', 'tag', text);
    button.setAttribute('type', 'button');
    button.setAttribute('aria-pressed', String(name === tag));
    button.addEventListener('click', () => {
      tag = tag === name && !viewer.open ? null : name;
      if (viewer.open) viewer.close();
      drawTags();
      find();
    });
    return button;
  }

  const MOST_TAGS = 40;
  function drawTags() {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const item of items) for (const name of item.tags) counts.set(name, (counts.get(name) ?? 0) + 1);
    const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_TAGS);
    if (tag !== null && !most.some(([name]) => name === tag)) most.unshift([tag, counts.get(tag) ?? 0]);
    tagBar.replaceChildren(
      ...most.map(([name, number]) => tagButton(name, `${name} ${number.toLocaleString(language.value)}`)),
    );
  }

  // ── Input events ────────────────────────────────────────────────────────────────────────────────
  /** @param {number} index */
  function focus(index) {
    const row = rows.find(({ from, boxes }) => index >= from && index < from + boxes.length);
    if (!row) return;
    const top = grid.getBoundingClientRect().top + row.top;
    if (top < 140 || top + row.height > window.innerHeight) window.scrollBy(0, top - window.innerHeight / 3);
    draw();
    drawn.get(index)?.focus({ preventScroll: true });
  }

  grid.addEventListener('click', (event) => {
    const target = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('.cell'));
    if (target) show(Number(target.dataset.index));
  });
  grid.addEventListener('keydown', (event) => {
    const at = Number(/** @type {HTMLElement} */ (event.target).dataset.index);
    const step = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: rows[0]?.boxes.length ?? 1,
      ArrowUp: -(rows[0]?.boxes.length ?? 1),
    }[event.key];
    if (step === undefined || Number.isNaN(at)) return;
    event.preventDefault();
    focus(Math.min(shown.length - 1, Math.max(0, at + step)));
  });
  viewer.addEventListener('keydown', (event) => {
    if (/** @type {Element} */ (event.target).tagName === 'VIDEO') return;
    if (event.key === 'ArrowRight') show(open + 1);
    if (event.key === 'ArrowLeft') show(open - 1);
  });
  viewer.addEventListener('close', () => {
    byId('stage').replaceChildren();
    focus(open);
  });
  byId('close').addEventListener('click', () => viewer.close());
  byId('previous').addEventListener('click', () => show(open - 1));
  byId('next').addEventListener('click', () => show(open + 1));
  search.addEventListener('input', find);
  language.addEventListener('change', () => {
    speak();
    drawTags();
    find();
  });
  let asked = 0;
  window.addEventListener('scroll', () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(draw);
  });
  window.addEventListener('resize', arrange);

  language.value = preferred;
  speak();
  drawTags();
  find();
}
