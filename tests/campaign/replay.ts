/**
 * Computes the contents of a disk after a power cut, from the log of disk.c. Synced writes are on the disk. Of other
 * writes any part can be, in pieces of 4 KiB. A new, moved or deleted file name is certain only when its folder was
 * synced.
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Random } from '../fuzz/mutations.ts';
import { filesBelow } from './state.ts';

const PIECE = 4096;

type Change = { readonly at: number; readonly bytes: Buffer } | { readonly size: number };

interface Content {
  durable: Buffer;
  /** The changes since the last completed sync. */
  readonly pending: Change[];
  /** For each running sync, the number of pending changes that it will make durable. */
  readonly syncing: number[];
}

/**
 * The kinds of log entries: create (c), truncate (t), write (w), begin (s) and end (S) of a sync, rename (r), unlink
 * (u), link (l), make (m) and delete (d) a folder.
 */
export interface Entry {
  readonly kind: 'c' | 't' | 'w' | 's' | 'S' | 'r' | 'u' | 'l' | 'm' | 'd';
  readonly inode: bigint;
  readonly offset: number;
  readonly path: string;
  readonly to: string;
  readonly bytes: Buffer;
}

const HEAD = 32;

export function readLog(path: string): readonly Entry[] {
  const log = readFileSync(path);
  const entries: Entry[] = [];
  for (let at = 0; at < log.length; ) {
    const [first, second, size] = [20, 24, 28].map((place) => log.readUInt32LE(at + place)) as [number, number, number];
    const kind = String.fromCharCode(log.readUInt32LE(at + 16)) as Entry['kind'];
    const [inode, offset] = [log.readBigInt64LE(at), Number(log.readBigInt64LE(at + 8))];
    const names = at + HEAD;
    const path = log.toString('utf8', names, names + first);
    const to = log.toString('utf8', names + first, names + first + second);
    const data = names + first + second;
    entries.push({ kind, inode, offset, path, to, bytes: log.subarray(data, data + size) });
    at = data + size;
  }
  return entries;
}

/** The files below a folder, all of them durable. Read before the program runs. */
export interface Beginning {
  readonly root: string;
  readonly files: ReadonlyMap<string, { readonly inode: bigint; readonly bytes: Buffer }>;
}

export function beginningOf(root: string): Beginning {
  const files = [...filesBelow(root)].map(([, path]) => {
    const { ino } = statSync(path, { bigint: true });
    return [path, { inode: ino, bytes: readFileSync(path) }] as const;
  });
  return { root, files: new Map(files) };
}

/** The part of the unsynced changes that is on the disk: nothing, everything, some pieces, or the first ones. */
export type Survival = 'nothing' | 'everything' | 'pieces' | 'a beginning';
export const SURVIVALS: readonly Survival[] = ['nothing', 'pieces', 'a beginning', 'everything'];

/** Writes the contents of the disk after `cut` entries into `into`. */
export function replay(
  beginning: Beginning,
  log: readonly Entry[],
  cut: number,
  survival: Survival,
  random: Random,
  into: string,
): void {
  const disk = openDisk(beginning);
  for (const entry of log.slice(0, cut)) disk.take(entry);
  for (const [path, content] of disk.end(survival, random)) {
    const target = join(into, relative(beginning.root, path));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

interface NameChange {
  readonly folder: string;
  apply(names: Map<string, Content>): void;
}

function openDisk({ files }: Beginning) {
  const byInode = new Map<bigint, Content>();
  const names = new Map<string, Content>();
  const durableNames = new Map<string, Content>();
  let waiting: NameChange[] = [];
  for (const [path, { inode, bytes }] of files) {
    const content: Content = byInode.get(inode) ?? { durable: bytes, pending: [], syncing: [] };
    byInode.set(inode, content);
    names.set(path, content);
    durableNames.set(path, content);
  }
  const rename = (path: string, apply: NameChange['apply']): void => {
    apply(names);
    waiting.push({ folder: dirname(path), apply });
  };
  const contentOf = (inode: bigint): Content => {
    const content = byInode.get(inode) ?? { durable: Buffer.alloc(0), pending: [], syncing: [] };
    byInode.set(inode, content);
    return content;
  };

  return {
    take({ kind, inode, offset, path, to, bytes }: Entry): void {
      switch (kind) {
        case 'c': {
          const fresh: Content = { durable: Buffer.alloc(0), pending: [], syncing: [] };
          byInode.set(inode, fresh);
          return rename(path, (all) => all.set(path, fresh));
        }
        case 'l': {
          const content = contentOf(inode);
          return rename(path, (all) => all.set(path, content));
        }
        case 'u':
          return rename(path, (all) => all.delete(path));
        case 'r':
          return rename(to, (all) => move(all, path, to));
        case 'w':
          return void contentOf(inode).pending.push({ at: offset, bytes });
        case 't':
          return void contentOf(inode).pending.push({ size: offset });
        case 's':
          return void contentOf(inode).syncing.push(contentOf(inode).pending.length);
        case 'S':
          waiting = waiting.filter((change) => {
            if (change.folder !== path) return true;
            change.apply(durableNames);
            return false;
          });
          return settle(contentOf(inode));
        default:
          // Folders are made together with their files.
          return;
      }
    },
    end(survival: Survival, random: Random): ReadonlyMap<string, Buffer> {
      const kept = survival === 'everything' ? waiting.length : survival === 'nothing' ? 0 : random(waiting.length + 1);
      for (const change of waiting.slice(0, kept)) change.apply(durableNames);
      return new Map([...durableNames].map(([path, content]) => [path, surviving(content, survival, random)]));
    },
  };
}

function move(names: Map<string, Content>, from: string, to: string): void {
  for (const [path, content] of [...names]) {
    if (path !== from && !path.startsWith(`${from}/`)) continue;
    names.delete(path);
    names.set(to + path.slice(from.length), content);
  }
}

/** At the end of a sync, the writes from before its begin are durable. */
function settle(content: Content): void {
  const many = content.syncing.shift() ?? 0;
  for (const change of content.pending.splice(0, many)) content.durable = changed(content.durable, change);
  content.syncing.splice(0, content.syncing.length, ...content.syncing.map((one) => Math.max(0, one - many)));
}

function surviving({ durable, pending }: Content, survival: Survival, random: Random): Buffer {
  if (survival === 'nothing') return durable;
  const first = survival === 'a beginning' ? pending.slice(0, random(pending.length + 1)) : pending;
  const kept = survival === 'pieces' ? first.flatMap(piecesOf).filter(() => random(2) === 0) : first;
  return kept.reduce(changed, durable);
}

function piecesOf(change: Change): readonly Change[] {
  if ('size' in change) return [change];
  const pieces: Change[] = [];
  for (let from = 0; from < change.bytes.length; ) {
    const to = Math.min(change.bytes.length, from + PIECE - ((change.at + from) % PIECE));
    pieces.push({ at: change.at + from, bytes: change.bytes.subarray(from, to) });
    from = to;
  }
  return pieces;
}

function changed(bytes: Buffer, change: Change): Buffer {
  if ('size' in change)
    return change.size <= bytes.length
      ? bytes.subarray(0, change.size)
      : Buffer.concat([bytes, Buffer.alloc(change.size - bytes.length)]);
  const end = change.at + change.bytes.length;
  const result = Buffer.alloc(Math.max(bytes.length, end));
  bytes.copy(result);
  change.bytes.copy(result, change.at);
  return result;
}
