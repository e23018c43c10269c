/** A made-up library for the page's fixture server: any number of generations, each computed from its number. */
import type { Card, GenerationDetail } from '../../src-main/contract/items/generation.ts';
import { encodeAspect, type Layout } from '../../src-main/contract/items/layout.ts';
import type { LibraryInfo, Settings } from '../../src-main/contract/library/library.ts';
import type { SidebarCounts, Understanding } from '../../src-main/contract/searching/search.ts';
import { type Art, generator } from './fixture-art.ts';

const PROMPTS = [
  'A paper dragon unfolds above a rainy night market, lanterns reflected in the puddles, slow dolly forward, @ada.inkfox looks up.',
  'A lighthouse keeper winds an enormous clockwork moon; the camera circles as gears turn against a violet sky.',
  '纸龙在雨夜的集市上空展开，灯笼倒映在水洼里。纸龙缓缓抬头，镜头跟随它飞过屋顶。',
  '灯台守が巨大なぜんまい仕掛けの月を巻く。歯車が紫の空に回り、カメラはゆっくりと周回する。',
  'Macro shot of frost growing across a window, each crystal a tiny city with its lights going on one after another.',
  'Handheld, golden hour: two children race toy boats along a gutter after the storm.',
  'An empty swimming pool at noon fills with wheat.',
  'The last tram crosses the frozen bay, its windows warm, seen from far above; snow begins.',
];
const TAGS = ['keepers', 'project', 'project/lighthouse film', 'project/title sequence', 'style tests'];
const NEWEST = Date.UTC(2026, 2, 18, 21, 14);

export interface Fixture {
  readonly total: number;
  card(rowid: number): Card | null;
  detail(rowid: number): GenerationDetail | null;
  /** The rowids a query finds, newest first. */
  find(q: string): readonly number[];
  layout(q: string, sort: string): Layout;
  understand(q: string): Understanding;
  sidebar(q: string): SidebarCounts;
  library(): LibraryInfo;
  saveSettings(change: Partial<Settings>): Settings;
}

/** @param art the pictures there are; generation n shows picture n modulo their number */
export function createFixture(total: number, art: readonly Art[]): Fixture {
  const marks = new Map<number, Partial<Card>>();
  let settings: Settings = { theme: 'system', language: null, density: 196, previewLimit: 20_000_000_000, muted: true };
  const minutes = momentsOf(total);

  const card = (rowid: number): Card | null => {
    if (rowid < 1 || rowid > total) return null;
    const random = generator(rowid * 31 + 7);
    const picture = art[rowid % art.length] as Art;
    const isPromptOnly = rowid % 23 === 4;
    const isVideo = rowid % 9 !== 0;
    return {
      rowid,
      id: `gen_${rowid.toString(36).padStart(12, '0')}`,
      kind: isVideo ? 'video' : 'image',
      state: isPromptOnly ? 'prompt-only' : rowid % 61 === 3 ? 'media-only' : 'complete',
      missing: rowid % 97 === 11,
      text: rowid % 61 === 3 ? null : (PROMPTS[Math.floor(random() * PROMPTS.length)] ?? null),
      title: null,
      createdAt: new Date(NEWEST - (minutes[total - rowid] ?? 0) * 60_000).toISOString(),
      durationSeconds: isVideo && !isPromptOnly ? ([5, 10, 15][rowid % 3] ?? 10) : null,
      width: isPromptOnly ? null : picture.width * 2,
      height: isPromptOnly ? null : picture.height * 2,
      hasAudio: isVideo,
      favorite: random() < 0.08,
      rating: random() < 0.15 ? 1 + Math.floor(random() * 5) : 0,
      tags: random() < 0.2 ? [TAGS[Math.floor(random() * TAGS.length)] ?? 'keepers'] : [],
      fileId: isPromptOnly ? null : rowid,
      mime: isPromptOnly ? null : isVideo ? 'video/mp4' : 'image/webp',
      stack: 0,
      thumbHash: isPromptOnly ? null : picture.thumbHash,
      ...marks.get(rowid),
    };
  };

  const find = (q: string): readonly number[] => {
    const all = Array.from({ length: total }, (_, i) => total - i);
    if (q.includes('nothing') || q.includes('colour:')) return [];
    if (q.includes('is:favorite')) return all.filter((rowid) => card(rowid)?.favorite);
    return q.trim() === '' ? all : all.filter((rowid) => rowid % 305 === 1);
  };

  return {
    total,
    card,
    find,
    detail(rowid) {
      const one = card(rowid);
      return one && detailOf(one);
    },
    layout(q, sort) {
      const ids = Uint32Array.from(find(q));
      const aspects = Uint8Array.from(ids, (rowid) => {
        const picture = art[rowid % art.length] as Art;
        return rowid % 23 === 4 ? 0 : encodeAspect(picture.width, picture.height);
      });
      if (sort === 'newest') return { ids, aspects, days: daysOf(ids, minutes, total) };
      return {
        ids: ids.reverse(),
        aspects: aspects.reverse(),
        days: sort === 'oldest' ? daysOf(ids, minutes, total) : [],
      };
    },
    understand: (q) => ({
      chips: [...q.matchAll(/(-?)(\w+):(\S+)/g)].map((match) => ({
        field: match[2] ?? '',
        value: match[3] ?? '',
        negated: match[1] === '-',
        start: match.index,
        end: match.index + match[0].length,
      })),
      messages: [...q.matchAll(/colour:\S*/g)].map((match) => ({
        code: 'unknown-field' as const,
        message: 'There is no field called “colour”.',
        start: match.index,
        end: match.index + match[0].length,
        suggestion: null,
      })),
      terms: q
        .replace(/\S+:\S*/g, '')
        .split(/\s+/)
        .filter((word) => word !== '')
        .map((text) => ({
          text: /\p{Script=Han}/u.test(text) ? [...text].join(' ') : text.toLowerCase(),
          prefix: true,
        })),
    }),
    sidebar: (q) => sidebarOf(find(q).length),
    saveSettings(change) {
      settings = { ...settings, ...change };
      return settings;
    },
    library: () => ({
      version: '0.1.0',
      path: '/home/ada/.local/share/afterimage',
      total,
      revision: 1,
      door: 'browser',
      platform: 'linux',
      ffmpeg: 'bundled',
      log: { file: '/library/log/afterimage.log', bytes: 2048 },
      settings,
      sources: [],
    }),
  };
}

/** How long before the newest each was made, in minutes: bursts, quiet days, whole quiet months. */
function momentsOf(total: number): Float64Array {
  const random = generator(5);
  const minutes = new Float64Array(total);
  let at = 0;
  for (let i = 0; i < total; i++) {
    minutes[i] = at;
    const roll = random();
    const scale = Math.min(1, 12_000 / total);
    at += roll < 0.9 ? random() * 6 : roll < 0.985 ? random() * 900 * scale + 4 : random() * 9_000 * scale;
  }
  return minutes;
}

function daysOf(ids: Uint32Array, minutes: Float64Array, total: number): Layout['days'] {
  const days: [number, number][] = [];
  for (const rowid of ids) {
    const day = Math.floor((NEWEST - (minutes[total - rowid] ?? 0) * 60_000) / 86_400_000);
    const last = days.at(-1);
    if (last?.[0] === day) last[1] += 1;
    else days.push([day, 1]);
  }
  return days;
}

function detailOf(card: Card): GenerationDetail {
  const { thumbHash: _thumbHash, text, missing, fileId, mime, ...shared } = card;
  const file = {
    path: `/home/ada/Sora/${card.id}.mp4`,
    entry: null,
    size: 9_800_000,
    sha256: null,
    mime,
    role: 'original' as const,
    missing,
    damage: null,
    c2pa: null,
  };
  return {
    ...shared,
    prompt: text,
    dateSource: 'id',
    taskId: 'task_01k94kq2h',
    postId: null,
    apiId: null,
    account: 'ada',
    fps: 30,
    codec: 'h264',
    model: 'sora2',
    operation: 'generate',
    seed: null,
    preset: null,
    author: '@ada',
    mentions: ['ada.inkfox'],
    shots: [],
    liked: false,
    draft: false,
    collections: [],
    note: '',
    parentPostId: null,
    rootPostId: null,
    files: fileId === null ? [] : [{ ...file, fileId }],
    formats: ['sora-export', 'soravault'],
    statedSize: null,
    provenance: { createdAt: 'id', prompt: 'sora-export' },
    records: [],
    related: { sameTask: 3, samePrompt: 5 },
  };
}

function sidebarOf(total: number): SidebarCounts {
  const share = (fraction: number): number => Math.round(total * fraction);
  return {
    kind: { video: share(0.89), image: share(0.11) },
    model: { sora2: share(0.8), 'sora2-pro': share(0.2) },
    month: {},
    tag: {
      keepers: share(0.05),
      project: share(0.12),
      'project/lighthouse film': share(0.08),
      'project/title sequence': share(0.04),
      'style tests': share(0.1),
    },
    format: { 'sora-export': share(0.7), soravault: share(0.5) },
    state: { complete: share(0.94), 'prompt-only': share(0.043), 'media-only': share(0.017) },
    mention: { ada: share(0.4), 'ada.inkfox': share(0.15) },
    total,
    favorite: share(0.08),
    untagged: share(0.8),
    missing: share(0.01),
    draft: 0,
    liked: share(0.02),
    collection: { 'Paper season': share(0.03) },
    account: { ada: total },
    rating: {},
  };
}
