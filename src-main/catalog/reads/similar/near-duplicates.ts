/** Finds possible duplicates. Only pictures whose structure hashes agree in a quarter of the bits are compared. */

import { bitsApart } from '../../../contract/items/likeness.ts';
import type { DuplicateProposal } from '../../../contract/organising/insights.ts';
import { colourApart, type ImageSimilarityIndex } from './image-similarity-index.ts';

/**
 * The largest difference in bits. Copies of a clip in any encoding differ in fewer; so does about one pair of 100,000
 * different pictures.
 */
const NEAR_BITS = 8;
/** The largest mean difference of colours, of 1. */
const NEAR_COLOURS = 0.08;
/** The largest mean difference of frames in bits. Clips with the same beginning and another end differ in more. */
const NEAR_FRAMES = 12;
/** The largest proposal; further members form another proposal. */
const MOST_MEMBERS = 60;
/** Among pictures with equal structure, each is compared with this many others. */
const MOST_COMPARED = 64;

/** A picture with the properties that must agree and those that decide which one is best. */
export interface Candidate {
  readonly rowid: number;
  /** The place in the index of pictures. */
  readonly place: number;
  readonly isVideo: boolean;
  /** As in contract/items/layout.ts. */
  readonly aspect: number;
  /** Seconds, NaN when unknown. */
  readonly duration: number;
  /** The stack of the item; 0 for none. */
  readonly stack: number;
  /** A higher value makes a better cover. */
  readonly merit: number;
}

export interface Judgement {
  /** Whether the person said that these two are different. */
  areUnlike(a: number, b: number): boolean;
  /** The mean distance between the frames of two clips, in bits; null when a filmstrip is missing. */
  framesApart(a: number, b: number): number | null;
}

/** Groups of candidates. Every member is near the best member of its group. The most certain group comes first. */
export function proposeDuplicates(
  looks: ImageSimilarityIndex,
  candidates: readonly Candidate[],
  judge: Judgement,
): readonly DuplicateProposal[] {
  const near = nearPairs(looks, candidates);
  const free = candidates.map((_, at) => near[at] !== undefined);
  const order = [...near.keys()]
    .filter((at) => near[at])
    .sort((a, b) => (candidates[b] as Candidate).merit - (candidates[a] as Candidate).merit || a - b);
  const proposals: DuplicateProposal[] = [];
  for (const at of order) {
    if (!free[at]) continue;
    const best = candidates[at] as Candidate;
    const members = [best];
    const places = [at];
    let [bits, isSure] = [0, true];
    for (const other of near[at] as readonly number[]) {
      const candidate = candidates[other] as Candidate;
      if (!free[other] || members.length === MOST_MEMBERS) continue;
      if (members.some((member) => areTogether(member, candidate) || judge.areUnlike(member.rowid, candidate.rowid)))
        continue;
      const frames = best.isVideo ? judge.framesApart(best.rowid, candidate.rowid) : 0;
      if (frames !== null && frames > NEAR_FRAMES) continue;
      members.push(candidate);
      places.push(other);
      isSure &&= frames !== null;
      bits = Math.max(bits, apart(looks, best, candidate));
    }
    if (members.length === 1) continue;
    for (const place of places) free[place] = false;
    proposals.push({ rowids: members.map(({ rowid }) => rowid), bits, isSure });
  }
  return proposals.sort((a, b) => Number(b.isSure) - Number(a.isSure) || a.bits - b.bits);
}

const areTogether = (a: Candidate, b: Candidate): boolean => a.stack !== 0 && a.stack === b.stack;

function apart({ high, low }: ImageSimilarityIndex, a: Candidate, b: Candidate): number {
  return bitsApart(high[a.place] as number, low[a.place] as number, high[b.place] as number, low[b.place] as number);
}

/** For each candidate the near candidates, in order; undefined when there are none. */
function nearPairs(looks: ImageSimilarityIndex, candidates: readonly Candidate[]): (number[] | undefined)[] {
  const near: (number[] | undefined)[] = new Array(candidates.length);
  const meet = (a: number, b: number): void => {
    const [one, other] = [candidates[a] as Candidate, candidates[b] as Candidate];
    if (
      !haveSameShape(one, other) ||
      apart(looks, one, other) > NEAR_BITS ||
      colourApart(looks, one.place, other.place) > NEAR_COLOURS
    )
      return;
    near[a] = [...(near[a] ?? []), b];
    near[b] = [...(near[b] ?? []), a];
  };
  const alike = sameStructure(looks, candidates);
  for (const group of alike) {
    for (let i = 0; i < group.length; i += 1)
      for (let j = i + 1; j < Math.min(group.length, i + MOST_COMPARED); j += 1)
        meet(group[i] as number, group[j] as number);
  }
  eachNearStructure(
    looks,
    alike.map((group) => (candidates[group[0] as number] as Candidate).place),
    (a, b) => {
      for (const one of (alike[a] as readonly number[]).slice(0, MOST_COMPARED))
        for (const other of (alike[b] as readonly number[]).slice(0, MOST_COMPARED)) meet(one, other);
    },
  );
  return near;
}

/** Tolerances: one step of an aspect code is 1.6 %, and encoders round sizes and durations. */
function haveSameShape(a: Candidate, b: Candidate): boolean {
  if (a.isVideo !== b.isVideo || Math.abs(a.aspect - b.aspect) > 2) return false;
  if (!a.isVideo) return true;
  return Math.abs(a.duration - b.duration) <= 0.25 + 0.02 * Math.max(a.duration, b.duration);
}

/** Candidates grouped by structure. All flat pictures have the same structure, so they are left out. */
function sameStructure(
  { high, low, flat }: ImageSimilarityIndex,
  candidates: readonly Candidate[],
): readonly (readonly number[])[] {
  const groups = new Map<number, number[]>();
  candidates.forEach(({ place }, at) => {
    if (flat[place] === 1) return;
    // A double has 53 bits, so a group may hold two structures. The comparison separates them.
    const key = (high[place] as number) * 2 ** 32 + (low[place] as number);
    const group = groups.get(key);
    if (group) group.push(at);
    else groups.set(key, [at]);
  });
  return [...groups.values()];
}

const BANDS = 4;
const BAND_BITS = 16;

/**
 * Calls `meet` for every pair of places whose structures differ in at most 7 bits, and for most pairs that differ in
 * {@link NEAR_BITS}. If 64 bits differ in at most seven, one of the four quarters differs in at most one bit, so it is
 * found among the quarter and its sixteen neighbours. A hundred thousand structures give about five million pairs.
 */
function eachNearStructure(
  looks: ImageSimilarityIndex,
  places: readonly number[],
  meet: (a: number, b: number) => void,
): void {
  const high = Uint32Array.from(places, (place) => looks.high[place] as number);
  const low = Uint32Array.from(places, (place) => looks.low[place] as number);
  const bands = Array.from({ length: BANDS }, (_, band) =>
    quarters(band < 2 ? high : low, band % 2 === 0 ? BAND_BITS : 0),
  );
  for (let band = 0; band < BANDS; band += 1) {
    const values = bands[band] as Uint16Array;
    const { starts, members } = buckets(values);
    for (let a = 0; a < places.length; a += 1) {
      const [value, aHigh, aLow] = [values[a] as number, high[a] as number, low[a] as number];
      for (let flip = -1; flip < BAND_BITS; flip += 1) {
        const wanted = value ^ (flip < 0 ? 0 : 1 << flip);
        const end = starts[wanted + 1] as number;
        for (let at = starts[wanted] as number; at < end; at += 1) {
          const b = members[at] as number;
          if (b <= a || bitsApart(aHigh, aLow, high[b] as number, low[b] as number) > NEAR_BITS) continue;
          if (!metBefore(bands, band, a, b)) meet(a, b);
        }
      }
    }
  }
}

const quarters = (words: Uint32Array, shift: number): Uint16Array =>
  Uint16Array.from(words, (word) => (word >>> shift) & 0xffff);

/** Whether an earlier quarter gave this pair already. */
function metBefore(bands: readonly Uint16Array[], band: number, a: number, b: number): boolean {
  for (let earlier = 0; earlier < band; earlier += 1) {
    const values = bands[earlier] as Uint16Array;
    const differs = (values[a] as number) ^ (values[b] as number);
    if ((differs & (differs - 1)) === 0) return true;
  }
  return false;
}

/** Indices grouped by value: `members[starts[value]]` up to `members[starts[value + 1]]`. */
function buckets(values: Uint16Array): { readonly starts: Uint32Array; readonly members: Uint32Array } {
  const starts = new Uint32Array(2 ** BAND_BITS + 1);
  for (const value of values) starts[value + 1] = (starts[value + 1] as number) + 1;
  for (let value = 1; value < starts.length; value += 1)
    starts[value] = (starts[value] as number) + (starts[value - 1] as number);
  const next = starts.slice();
  const members = new Uint32Array(values.length);
  values.forEach((value, at) => {
    members[next[value] as number] = at;
    next[value] = (next[value] as number) + 1;
  });
  return { starts, members };
}
