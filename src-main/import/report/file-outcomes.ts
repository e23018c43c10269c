/** Records the outcome of every file of a source, each once. Packs them part by part, so that memory stays bounded. */
import { dirname, join } from 'node:path';
import {
  type FileOutcomePart,
  type NumberedOutcome,
  PART_ROWS,
  packFileOutcomes,
  unpackFileOutcomes,
} from '../../catalog/file-outcome-parts.ts';
import type { Fate } from '../../contract/archive/file-outcome.ts';
import type { FormatName } from '../../contract/items/generation.ts';
import type { Source } from '../../formats/source.ts';
import { pathOf } from '../../formats/source-files/place.ts';

/** The place of a file. */
interface Place {
  readonly path: string;
  readonly entry: string | null;
}

/** A packed part, and the ids of its media files: their outcomes may still change. */
export interface OpenPart extends FileOutcomePart {
  readonly fileIds: Int32Array;
}

export interface SourceOutcomes {
  media(place: Place, fileId: number, fate: Extract<Fate, 'new' | 'updated' | 'unchanged'>): void;
  /** Records a file that is no media of the library, with the reason. */
  aside(place: Place, fate: 'skipped' | 'unreadable', reason: string): void;
  /** Records a document, the media file that it belongs to, and the files that were read together with it. */
  document(document: Place, format: FormatName, beside: string | null, parts: readonly Place[]): void;
  missing(file: { readonly id: number; readonly path: string; readonly entry: string }): void;
  /** Returns all outcomes, packed. */
  finish(): readonly OpenPart[];
}

/**
 * Opens the file outcomes of a source.
 * @param isMeant whether a path belongs to the import; other paths are left out
 */
export function openFileOutcomes(
  sourceId: number,
  source: Pick<Source, 'path' | 'kind'>,
  isMeant: (path: string) => boolean,
): SourceOutcomes {
  const base = source.kind === 'folder' ? source.path : dirname(source.path);
  const parts: OpenPart[] = [];
  let pending: NumberedOutcome[] = [];

  const pack = (): void => {
    if (pending.length > 0) parts.push(openPart(sourceId, pending.sort(byPlace)));
    pending = [];
  };
  const add = (outcome: NumberedOutcome): void => {
    if (!isMeant(outcome.path)) return;
    pending.push(outcome);
    if (pending.length >= PART_ROWS) pack();
  };
  return {
    media: ({ path, entry }, fileId, fate) => add({ path, entry, fate, reason: null, format: null, of: null, fileId }),
    aside: ({ path, entry }, fate, reason) => add({ path, entry, fate, reason, format: null, of: null, fileId: 0 }),
    document({ path, entry }, format, beside, files) {
      // A picture with embedded texts is recorded as a media file, not as a document.
      if (format === 'embedded') return;
      const of = beside === null ? null : join(base, beside);
      add({ path, entry, fate: of === null ? 'document' : 'sidecar', reason: null, format, of, fileId: 0 });
      for (const part of files)
        add({
          path: part.path,
          entry: part.entry,
          fate: 'document',
          reason: null,
          format,
          of: pathOf({ path, entry }),
          fileId: 0,
        });
    },
    missing: ({ id, path, entry }) =>
      add({ path, entry: entry || null, fate: 'missing', reason: null, format: null, of: null, fileId: id }),
    finish() {
      pack();
      return parts;
    },
  };
}

/** Sorts a part by path: new files are recorded after their commit and others at once, so they arrive out of order. */
function byPlace(a: NumberedOutcome, b: NumberedOutcome): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (a.entry ?? '') < (b.entry ?? '') ? -1 : 1;
}

const openPart = (sourceId: number, outcomes: readonly NumberedOutcome[]): OpenPart => ({
  ...packFileOutcomes(sourceId, outcomes),
  fileIds: Int32Array.from(outcomes, ({ fileId }) => fileId),
});

/**
 * The outcomes of an unchanged source, from its last import: imported files are now "unchanged". Missing files are left
 * out.
 */
export function unchangedSince(
  sourceId: number,
  bodies: Iterable<Uint8Array>,
  isMeant: (path: string) => boolean,
): readonly OpenPart[] {
  return Array.from(bodies, (body) =>
    openPart(
      sourceId,
      unpackFileOutcomes(body)
        .filter(({ fate, path }) => fate !== 'missing' && isMeant(path))
        .map((outcome) => (outcome.fileId > 0 ? { ...outcome, fate: 'unchanged' as const, of: null } : outcome)),
    ),
  ).filter(({ fileIds }) => fileIds.length > 0);
}

/**
 * Outcomes that are known at the end only: copies of other files, and moved files. For a file that is both, "copy"
 * wins.
 */
export interface LateFates {
  readonly copies: ReadonlyMap<number, string>;
  readonly relinked: ReadonlyMap<number, string>;
}

/** Adds the late outcomes to the parts. Parts without any stay packed. */
export function withLateFates(parts: readonly OpenPart[], { copies, relinked }: LateFates): readonly FileOutcomePart[] {
  const isLate = (fileId: number): boolean => copies.has(fileId) || relinked.has(fileId);
  return parts.map((part) => {
    if (!part.fileIds.some(isLate)) return part;
    const outcomes = unpackFileOutcomes(part.body).map((outcome): NumberedOutcome => {
      const { fate, fileId } = outcome;
      if (fate === 'missing' || !isLate(fileId)) return outcome;
      const copy = copies.get(fileId);
      return copy === undefined
        ? { ...outcome, fate: 'relinked', of: relinked.get(fileId) ?? null }
        : { ...outcome, fate: 'duplicate', of: copy };
    });
    return packFileOutcomes(part.sourceId, outcomes);
  });
}
