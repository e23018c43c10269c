/** Takes down what becomes of every file of a source, once each, packed as it goes so that any number fits. */
import { dirname, join } from 'node:path';
import { type AccountPart, type NumberedAccount, PART_ROWS, packAccounts, unpackAccounts } from '../catalog/account-parts.ts';
import type { Fate } from '../contract/account.ts';
import type { FormatName } from '../contract/generation.ts';
import type { Source } from '../formats/source.ts';

/** Where a file lies. */
interface Place {
  readonly path: string;
  readonly entry: string | null;
}

/** A packed part, and the numbers of the media files in it: later knowledge may change their fates. */
export interface OpenPart extends AccountPart {
  readonly fileIds: Int32Array;
}

export interface SourceAccount {
  media(place: Place, fileId: number, fate: Extract<Fate, 'new' | 'updated' | 'unchanged'>): void;
  /** A file that is no media of the library, for a reason. */
  aside(place: Place, fate: 'skipped' | 'unreadable', reason: string): void;
  /** A document, with the name of the media file it lies beside, and the files that are read with it. */
  document(document: Place, format: FormatName, beside: string | null, parts: readonly Place[]): void;
  missing(file: { readonly id: number; readonly path: string; readonly entry: string }): void;
  /** Everything, packed. */
  finish(): readonly OpenPart[];
}

/**
 * Opens the account of a source.
 * @param isMeant whether a path is asked about; what is not is left out
 */
export function openAccount(sourceId: number, source: Pick<Source, 'path' | 'kind'>, isMeant: (path: string) => boolean): SourceAccount {
  const base = source.kind === 'folder' ? source.path : dirname(source.path);
  const parts: OpenPart[] = [];
  let pending: NumberedAccount[] = [];

  const pack = (): void => {
    if (pending.length > 0) parts.push(openPart(sourceId, pending.sort(byPlace)));
    pending = [];
  };
  const add = (account: NumberedAccount): void => {
    if (!isMeant(account.path)) return;
    pending.push(account);
    if (pending.length >= PART_ROWS) pack();
  };
  return {
    media: ({ path, entry }, fileId, fate) => add({ path, entry, fate, reason: null, format: null, of: null, fileId }),
    aside: ({ path, entry }, fate, reason) => add({ path, entry, fate, reason, format: null, of: null, fileId: 0 }),
    document({ path, entry }, format, beside, files) {
      // A picture that says how it was made is a media file, and told as one.
      if (format === 'embedded') return;
      const of = beside === null ? null : join(base, beside);
      add({ path, entry, fate: of === null ? 'document' : 'sidecar', reason: null, format, of, fileId: 0 });
      for (const part of files)
        add({ path: part.path, entry: part.entry, fate: 'document', reason: null, format, of: placeOf(path, entry), fileId: 0 });
    },
    missing: ({ id, path, entry }) =>
      add({ path, entry: entry || null, fate: 'missing', reason: null, format: null, of: null, fileId: id }),
    finish() {
      pack();
      return parts;
    },
  };
}

/** New files are taken down when they are committed, others at once: a part has an order of its own. */
function byPlace(a: NumberedAccount, b: NumberedAccount): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (a.entry ?? '') < (b.entry ?? '') ? -1 : 1;
}

const placeOf = (path: string, entry: string | null): string => (entry === null ? path : `${path}/${entry}`);

const openPart = (sourceId: number, accounts: readonly NumberedAccount[]): OpenPart => ({
  ...packAccounts(sourceId, accounts),
  fileIds: Int32Array.from(accounts, ({ fileId }) => fileId),
});

/** An earlier account of a source in which nothing has moved since: what was taken in then is unchanged now. Without what was missing. */
export function unchangedSince(sourceId: number, bodies: Iterable<Uint8Array>, isMeant: (path: string) => boolean): readonly OpenPart[] {
  return Array.from(bodies, (body) =>
    openPart(
      sourceId,
      unpackAccounts(body)
        .filter(({ fate, path }) => fate !== 'missing' && isMeant(path))
        .map((account) => (account.fileId > 0 ? { ...account, fate: 'unchanged' as const, of: null } : account)),
    ),
  ).filter(({ fileIds }) => fileIds.length > 0);
}

/** What is known only in the end: the places that files repeat, and those from which they were moved. A repeated file is that above all. */
export interface LateFates {
  readonly copies: ReadonlyMap<number, string>;
  readonly relinked: ReadonlyMap<number, string>;
}

/** The parts with late fates put in; those without any stay packed as they are. */
export function withLateFates(parts: readonly OpenPart[], { copies, relinked }: LateFates): readonly AccountPart[] {
  const isLate = (fileId: number): boolean => copies.has(fileId) || relinked.has(fileId);
  return parts.map((part) => {
    if (!part.fileIds.some(isLate)) return part;
    const accounts = unpackAccounts(part.body).map((account): NumberedAccount => {
      const { fate, fileId } = account;
      if (fate === 'missing' || !isLate(fileId)) return account;
      const copy = copies.get(fileId);
      return copy === undefined
        ? { ...account, fate: 'relinked', of: relinked.get(fileId) ?? null }
        : { ...account, fate: 'duplicate', of: copy };
    });
    return packAccounts(part.sourceId, accounts);
  });
}
