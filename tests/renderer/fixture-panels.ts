/** A page with a made-up library behind it, for looking at panels: `node tests/renderer/fixture-panels.ts [port]`. */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import react from '@vitejs/plugin-react';
import { createServer as createVite } from 'vite';
import type { Change, EditResult } from '../../src-main/contract/edit.ts';
import type { Card, GenerationDetail } from '../../src-main/contract/generation.ts';
import type { Job } from '../../src-main/contract/job.ts';
import { encodeAspect, encodeLayout } from '../../src-main/contract/layout.ts';
import type { FolderListing, LibraryInfo } from '../../src-main/contract/library.ts';
import type { StoredImport } from '../../src-main/contract/report.ts';
import type { SidebarCounts, Suggestion, Understanding } from '../../src-main/contract/search.ts';
import { filterParts, pieces } from '../../src-renderer/search/query-text.ts';

const DAY = 86_400_000;
const FIRST = Date.UTC(2025, 10, 3, 10, 22);

const PROMPTS = [
  'A paper dragon unfolds above a rainy night market, lanterns reflected in the puddles, slow dolly forward, @ada.inkfox looks up.',
  '纸龙在雨夜的集市上空展开，灯笼倒映在水洼里。纸龙缓缓抬头。',
  'A lighthouse blinks in morse; the sea answers.',
  '紙の船が夕暮れの運河を流れていく。',
  'Shot 1:\nduration: 5.0sec\nScene: The market from above, rain on red awnings\n\nShot 2:\nduration: 5.0sec\nScene: The dragon opens like a fan and catches the light',
];

const details = new Map<number, GenerationDetail>(Array.from({ length: 60 }, (_, i) => [i + 1, detailOf(i + 1)]));
const isEmpty = process.argv.includes('--empty');

let settings: LibraryInfo['settings'] = {
  theme: 'system',
  language: 'en',
  density: 196,
  previewLimit: 20_000_000_000,
  muted: true,
};
let jobs: Job[] = [];
const listeners = new Set<ServerResponse>();

function detailOf(rowid: number): GenerationDetail {
  const prompt = rowid % 9 === 0 ? null : (PROMPTS[rowid % PROMPTS.length] ?? null);
  const isStory = prompt?.startsWith('Shot') ?? false;
  const state = rowid % 13 === 0 ? 'prompt-only' : prompt === null ? 'media-only' : 'complete';
  return {
    rowid,
    id: `gen_01k94kq2hbetfb59tdwh9edd${String(rowid).padStart(2, '0')}`,
    kind: 'video',
    state,
    prompt,
    title: rowid % 4 === 0 ? 'Night market' : null,
    createdAt: new Date(FIRST - Math.floor(rowid / 9) * DAY - rowid * 60_000).toISOString(),
    dateSource: rowid % 2 ? 'id' : 'record',
    taskId: 'task_01k94kd0mmfhead8x4a1jh69re',
    postId: null,
    apiId: null,
    account: rowid % 2 ? 'ada' : 'studio',
    width: state === 'prompt-only' ? null : rowid % 3 ? 1280 : 704,
    height: state === 'prompt-only' ? null : rowid % 3 ? 704 : 1280,
    durationSeconds: state === 'prompt-only' ? null : 10.04,
    fps: 30,
    codec: 'h264',
    hasAudio: true,
    model: rowid % 3 ? 'sora-2' : 'sora-2-pro',
    operation: rowid % 5 ? null : 'remix',
    seed: rowid % 2 ? 41 : null,
    preset: null,
    author: 'ada',
    mentions: rowid % 5 === 0 ? ['ada.inkfox', 'ada'] : [],
    shots: isStory
      ? [
          { seconds: 5, text: 'The market from above, rain on red awnings' },
          { seconds: 5, text: 'The dragon opens like a fan and catches the light' },
        ]
      : [],
    liked: rowid % 4 === 1,
    draft: false,
    collections: rowid % 2 ? ['Rainy streets'] : [],
    tags: rowid % 3 === 2 ? ['keepers', 'project/lighthouse film'] : [],
    rating: rowid % 6,
    favorite: rowid % 7 === 3,
    note: rowid === 2 ? 'The lanterns flicker nicely here. Use for the title sequence.' : '',
    parentPostId: rowid % 5 === 0 ? 's_6909ab7836f681911600a35a099950d8' : null,
    rootPostId: null,
    files:
      state === 'prompt-only'
        ? []
        : [
            {
              fileId: rowid,
              path: '/home/ada/Exports/sora-data-files-export-1.zip',
              entry: `gen_01k94kq2hbetfb59tdwh9edd${rowid}.mp4`,
              size: 9_812_331,
              sha256: 'ab'.repeat(32),
              mime: 'video/mp4',
              role: 'original',
              missing: rowid % 17 === 0,
              damage: rowid % 19 === 0 ? 'The file ends early; it can be played up to there.' : null,
            },
            {
              fileId: 1000 + rowid,
              path: `/home/ada/SoraVault/sora_v2_profile/gen_01k94kq2hbetfb59tdwh9edd${rowid}_2025-11-03_A_paper_dragon.mp4`,
              entry: null,
              size: 9_900_120,
              sha256: 'cd'.repeat(32),
              mime: 'video/mp4',
              role: 'watermark',
              missing: false,
              damage: null,
            },
          ],
    formats: ['sora-export', 'soravault'],
    statedSize: state === 'prompt-only' ? null : { width: 640, height: 352 },
    provenance: { prompt: 'sora-export', createdAt: 'id', model: 'soravault', author: 'soravault', width: 'file', seed: 'soravault' },
    records: [
      {
        format: 'sora-export',
        path: '/home/ada/Exports/sora-data-files-export-1.zip',
        entry: 'generations.json',
        raw: {
          id: `gen_${rowid}`,
          task_id: 'task_01k94kd0mmfhead8x4a1jh69re',
          width: 640,
          height: 352,
          title: 'New Video',
          prompt,
          url: null,
        },
      },
      {
        format: 'soravault',
        path: '/home/ada/SoraVault/soravault_manifest_2026-04-20T18-22-31.json',
        entry: null,
        raw: {
          mode: 'v2',
          source: 'v2_profile',
          likeCount: 4,
          _raw: { post: { attachments: [{ id: 's_…-attachment-0', n_frames: 300 }] } },
        },
      },
    ],
    related: { sameTask: rowid % 4, samePrompt: rowid % 3 },
  };
}

function cardOf(detail: GenerationDetail): Card {
  const { rowid, id, kind, state, title, createdAt, durationSeconds, width, height, hasAudio, favorite, rating, tags } = detail;
  const file = detail.files[0];
  return {
    rowid,
    id,
    kind,
    state,
    missing: file?.missing ?? false,
    text: detail.prompt,
    title,
    createdAt,
    durationSeconds,
    width,
    height,
    hasAudio,
    favorite,
    rating,
    tags,
    fileId: file?.fileId ?? null,
    mime: file?.mime ?? null,
    thumbHash: null,
  };
}

/** Filters and words, well enough for a fixture. */
function find(q: string): readonly GenerationDetail[] {
  return [...details.values()].filter((detail) =>
    pieces(q).every((piece) => {
      const parts = filterParts(piece.text);
      if (!parts) return `${detail.prompt} ${detail.title}`.toLowerCase().includes(piece.text.replaceAll('"', '').toLowerCase());
      const hit = matches(detail, parts.field, parts.value);
      return parts.negated ? !hit : hit;
    }),
  );
}

function matches(detail: GenerationDetail, field: string, value: string): boolean {
  const lists: Readonly<Record<string, readonly string[]>> = {
    tag: detail.tags,
    mention: detail.mentions,
    collection: detail.collections,
    model: detail.model ? [detail.model] : [],
    account: detail.account ? [detail.account] : [],
    state: [detail.state],
    is: [detail.favorite ? 'favorite' : '', detail.tags.length === 0 ? 'untagged' : '', detail.files[0]?.missing ? 'missing' : ''],
  };
  return lists[field]?.some((one) => one.toLowerCase() === value.toLowerCase()) ?? true;
}

const KNOWN = new Set([
  'tag',
  'mention',
  'collection',
  'model',
  'account',
  'state',
  'is',
  'source',
  'id',
  'date',
  'type',
  'rating',
  'duration',
]);

function understand(q: string): Understanding {
  const filters = pieces(q).flatMap((piece) => {
    const parts = filterParts(piece.text);
    return parts ? [{ ...piece, ...parts }] : [];
  });
  return {
    chips: filters.filter((one) => KNOWN.has(one.field) && one.value !== ''),
    messages: filters
      .filter((one) => !KNOWN.has(one.field) || one.value === '')
      .map(({ start, end, field, value }) => ({
        code: KNOWN.has(field) ? ('no-text' as const) : ('unknown-field' as const),
        message: '',
        start,
        end,
        suggestion: KNOWN.has(field) ? null : `tag:${value}`,
      })),
    terms: pieces(q)
      .filter((piece) => piece.kind === 'word' || piece.kind === 'phrase')
      .map((piece) => ({ text: piece.text.replaceAll('"', '').toLowerCase(), prefix: true })),
  };
}

function count(found: readonly GenerationDetail[]): SidebarCounts {
  const by = (values: (detail: GenerationDetail) => readonly string[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const detail of found) for (const value of values(detail)) counts[value] = (counts[value] ?? 0) + 1;
    return counts;
  };
  const many = Object.fromEntries(Array.from({ length: 22 }, (_, i) => [`guest.${i + 1}`, Math.max(0, Math.min(found.length, 40 - i))]));
  return {
    kind: { video: found.length },
    model: by((detail) => (detail.model ? [detail.model] : [])),
    month: {},
    tag: { ...by((detail) => detail.tags), 'project/title sequence': Math.min(3, found.length), 'style tests': Math.min(12, found.length) },
    format: {},
    state: by((detail) => [detail.state]),
    mention: { ...by((detail) => detail.mentions), ...many },
    total: found.length,
    favorite: found.filter((detail) => detail.favorite).length,
    untagged: found.filter((detail) => detail.tags.length === 0).length,
    missing: found.filter((detail) => detail.files[0]?.missing).length,
    draft: 0,
    liked: 0,
    collection: by((detail) => detail.collections),
    account: by((detail) => (detail.account ? [detail.account] : [])),
    rating: by((detail) => [String(detail.rating)]),
  };
}

function suggest(q: string, cursor: number): readonly Suggestion[] {
  const word = /\S*$/.exec(q.slice(0, cursor))?.[0].toLowerCase() ?? '';
  const all: readonly Suggestion[] = [
    { label: 'tag:', insert: 'tag:', kind: 'field', count: null },
    { label: 'keepers', insert: 'tag:keepers', kind: 'tag', count: 20 },
    { label: 'project/lighthouse film', insert: 'tag:"project/lighthouse film"', kind: 'tag', count: 20 },
    { label: '@ada.inkfox', insert: 'mention:ada.inkfox', kind: 'mention', count: 12 },
    { label: 'Rainy streets', insert: 'collection:"Rainy streets"', kind: 'collection', count: 30 },
    { label: 'paper', insert: 'paper', kind: 'word', count: 12 },
  ];
  return word === '' ? [] : all.filter((one) => one.label.toLowerCase().includes(word) || one.insert.includes(word));
}

const library = (): LibraryInfo => ({
  version: '0.1.0',
  path: '/home/ada/.local/share/afterimage',
  total: isEmpty ? 0 : details.size,
  revision: 1,
  door: 'browser',
  platform: 'linux',
  previewBytes: 1_240_000_000,
  ffmpeg: '/usr/bin/ffmpeg 7.1',
  settings,
  sources: [
    {
      id: 1,
      path: '/home/ada/Exports/sora-data-files-export-1.zip',
      formats: ['sora-export'],
      generations: 40,
      files: 38,
      state: 'present',
      importedAt: '2026-04-20T18:22:31Z',
    },
    {
      id: 2,
      path: '/home/ada/SoraVault',
      formats: ['soravault'],
      generations: 31,
      files: 31,
      state: 'missing',
      importedAt: '2026-04-21T08:00:00Z',
    },
  ],
});

const IMPORTS: readonly StoredImport[] = [
  {
    id: 2,
    startedAt: '2026-04-21T08:00:00Z',
    paths: ['/home/ada/SoraVault', '/home/ada/Exports/sora-data-files-export-1.zip', '/home/ada/Exports/sora-data-files-export-2.zip'],
    outcome: 'done',
    report: {
      sources: [
        { path: '/home/ada/SoraVault/soravault_manifest_2026-04-20T18-22-31.json', format: 'soravault' },
        { path: '/home/ada/Exports/sora-data-files-export-1.zip', format: 'sora-export' },
      ],
      generations: { added: 8_920, updated: 312, unchanged: 40 },
      files: { added: 8_801, updated: 0, unchanged: 40, missing: 2, duplicates: 17, skipped: 5 },
      promptOnly: 73,
      mediaOnly: 26,
      problems: [
        {
          path: '/home/ada/Exports/sora-data-files-export-2.zip',
          code: 'zip-damaged',
          message: 'The archive ends early. 107 of 110 entries could be read.',
        },
        ...Array.from({ length: 11 }, (_, i) => ({
          path: `/home/ada/SoraVault/sora_v2_profile/clip-${i}.mp4`,
          code: 'media-damaged',
          message: 'The header of this video is damaged.',
        })),
        { path: '/home/ada/SoraVault/private.zip', code: 'zip-encrypted', message: 'The archive is protected by a password.' },
        { path: '/home/ada/SoraVault/locked', code: 'file-unreadable', message: 'Permission was denied.' },
      ],
      seconds: 84.2,
    },
  },
  { id: 1, startedAt: '2026-04-20T18:22:31Z', paths: ['/home/ada/Exports'], outcome: 'cancelled', report: null },
];

function folders(path: string | null): FolderListing {
  const here = path ?? '/home/ada';
  const names = here.split('/').length > 5 ? [] : ['Documents', 'Downloads', 'Exports', 'Pictures', 'SoraVault', '纸龙'];
  return {
    path: here,
    parent: here === '/' ? null : here.slice(0, here.lastIndexOf('/')) || '/',
    places: [
      { name: 'Home', path: '/home/ada' },
      { name: 'Downloads', path: '/home/ada/Downloads' },
      { name: 'Desktop', path: '/home/ada/Desktop' },
    ],
    entries: [
      ...names.map((name) => ({ name, path: `${here}/${name}`, kind: 'folder' as const })),
      ...[1, 2, 3].map((i) => ({
        name: `sora-data-files-export-${i}.zip`,
        path: `${here}/sora-data-files-export-${i}.zip`,
        kind: 'zip' as const,
      })),
    ],
  };
}

/** An import that only moves its figures. */
function startJob(): Job {
  const job: Job = {
    id: `job-${jobs.length + 1}`,
    kind: 'import',
    state: 'running',
    startedAt: new Date().toISOString(),
    progress: { phase: 'reading', done: 0, total: null, unit: 'files', detail: '' },
    report: null,
    importId: 2,
    error: null,
  };
  jobs = [...jobs, job];
  tick(job, 0);
  return job;
}

function tick(job: Job, done: number): void {
  const isDone = done >= 8_920;
  const next: Job = isDone
    ? { ...job, state: 'done', progress: null, report: IMPORTS[0]?.report ?? null }
    : { ...job, progress: { phase: 'catalogue', done, total: 8_920, unit: 'items', detail: '' } };
  if (jobs.find((one) => one.id === job.id)?.state !== 'running') return;
  jobs = jobs.map((one) => (one.id === job.id ? next : one));
  send({ type: 'job', job: next });
  if (!isDone) setTimeout(() => tick(job, done + 137), 400);
}

function send(event: unknown): void {
  for (const listener of listeners) listener.write(`data: ${JSON.stringify(event)}\n\n`);
}

function apply(change: Change, detail: GenerationDetail): GenerationDetail {
  switch (change.set) {
    case 'tag-add':
      return { ...detail, tags: [...new Set([...detail.tags, change.tag])] };
    case 'tag-remove':
      return { ...detail, tags: detail.tags.filter((tag) => tag !== change.tag) };
    case 'favorite':
      return { ...detail, favorite: change.favorite };
    case 'rating':
      return { ...detail, rating: change.rating };
    case 'note':
      return { ...detail, note: change.note };
  }
}

function edit(body: { selection: { by: string; rowids?: number[]; q?: string; except?: number[] }; change: Change }): EditResult {
  const { selection, change } = body;
  const meant = selection.rowids ?? find(selection.q ?? '').map((detail) => detail.rowid);
  for (const rowid of meant) {
    const detail = details.get(rowid);
    if (detail && !selection.except?.includes(rowid)) details.set(rowid, apply(change, detail));
  }
  setTimeout(() => send({ type: 'catalog', revision: 2 }), 20);
  return { changed: meant.length, journalId: 1, undo: change, redo: null };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const q = url.searchParams.get('q') ?? '';
  const json = (value: unknown, status = 200): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  const body = async (): Promise<never> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return JSON.parse(Buffer.concat(chunks).toString() || '{}') as never;
  };
  const rowid = Number(/\/(\d+)/.exec(url.pathname)?.[1] ?? 0);
  if (url.pathname.startsWith('/media/')) return picture(rowid, url.pathname, response);
  if (/^\/api\/generations\/\d+$/.test(url.pathname))
    return json(details.get(rowid) ?? failure('not-found'), details.has(rowid) ? 200 : 404);
  if (url.pathname.endsWith('/related')) return json([]);
  if (url.pathname.endsWith('/cancel')) {
    jobs = jobs.map((job) => ({ ...job, state: 'cancelled' as const }));
    for (const job of jobs) send({ type: 'job', job });
    return json(jobs.at(-1));
  }
  switch (url.pathname) {
    case '/api/library':
      return json(library());
    case '/api/settings':
      settings = { ...settings, ...((await body()) as object) };
      return json(settings);
    case '/api/understand':
      return json(understand(q));
    case '/api/sidebar':
      return json(count(find(q)));
    case '/api/suggest':
      return json(suggest(q, Number(url.searchParams.get('cursor'))));
    case '/api/cards/of':
      return json(
        (url.searchParams.get('rowids') ?? '')
          .split(',')
          .flatMap((id) => details.get(Number(id)) ?? [])
          .map(cardOf),
      );
    case '/api/layout':
      return layout(find(q), response);
    case '/api/edits':
      return json(edit(await body()));
    case '/api/undo':
    case '/api/redo':
    case '/api/journal':
      return json({ changed: 0, journalId: null, undo: null, redo: null });
    case '/api/jobs':
      return json(jobs);
    case '/api/import':
    case '/api/sample':
      return json(startJob());
    case '/api/imports':
      return json(IMPORTS);
    case '/api/folders':
      return json(folders(url.searchParams.get('path')));
    case '/api/playing':
      response.writeHead(204).end();
      return;
    case '/api/events':
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(':\n\n');
      listeners.add(response);
      request.on('close', () => listeners.delete(response));
      return;
    default:
      return json(failure('not-found'), 404);
  }
}

const failure = (code: string): unknown => ({ error: { code, message: 'It is not there.', path: null } });

function layout(found: readonly GenerationDetail[], response: ServerResponse): void {
  const days = new Map<number, number>();
  for (const detail of found) {
    const day = Math.floor(Date.parse(detail.createdAt ?? '') / DAY);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  const bytes = encodeLayout({
    ids: Uint32Array.from(found, (detail) => detail.rowid),
    aspects: Uint8Array.from(found, (detail) => encodeAspect(detail.width, detail.height)),
    days: [...days],
  });
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'x-total': String(found.length) }).end(bytes);
}

function picture(rowid: number, path: string, response: ServerResponse): void {
  if (!path.startsWith('/media/poster/')) {
    response.writeHead(404).end();
    return;
  }
  const { width, height } = details.get(rowid) ?? {};
  const hue = (rowid * 47) % 360;
  response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width ?? 16} ${height ?? 9}" width="${width ?? 480}" height="${height ?? 270}">
      <linearGradient id="g" x2="0" y2="1"><stop stop-color="hsl(${hue} 45% 25%)"/><stop offset="1" stop-color="hsl(${hue + 60} 50% 65%)"/></linearGradient>
      <rect width="100%" height="100%" fill="url(#g)"/><circle cx="70%" cy="30%" r="12%" fill="hsl(${hue + 90} 70% 85% / .6)"/></svg>`,
  );
}

const vite = await createVite({
  root: new URL('../../src-renderer', import.meta.url).pathname,
  configFile: false,
  logLevel: 'error',
  plugins: [react()],
  server: { middlewareMode: true, hmr: false, ws: false },
});
const port = Number(process.argv[2] ?? 4310);
createHttpServer((request, response) => {
  if (/^\/(api|media)\//.test(request.url ?? '') && !/\.tsx?($|\?)/.test(request.url ?? '')) {
    answer(request, response).catch((cause: unknown) => response.writeHead(500).end(String(cause)));
    return;
  }
  vite.middlewares(request, response);
}).listen(port, '127.0.0.1', () => process.stderr.write(`http://127.0.0.1:${port}/\n`));
