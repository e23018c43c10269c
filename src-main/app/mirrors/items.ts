/** Collects the files of the items that collections and a query select, and writes their metadata into the mirror. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportRow } from '../../catalog/reads/items/export-rows.ts';
import { DEFAULT_NAMES } from '../../contract/items/export.ts';
import { OWN_EXPORT_FOLDER } from '../../contract/items/own-export.ts';
import type { MirrorContent } from '../../contract/library/mirror.ts';
import { wholeResult } from '../edits/bulk-confirmation.ts';
import { openPapers } from '../export/catalog-papers.ts';
import { stretches } from '../export/exporting.ts';
import { endingOf, stemOf } from '../export/file-names.ts';
import type { PackedFile } from '../export/packing.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import { LibraryError } from '../library/library-error.ts';
import type { ItemCopy } from '../workers/mirror-worker.ts';
import type { ItemFile } from './wanted.ts';

/**
 * The rows in the collections and the query's result, without duplicates. Rejects with "unknown-collection" and
 * "query-not-understood".
 */
export async function rowidsIn(
  reads: CatalogReads,
  { collections, query }: Omit<MirrorContent, 'sources'>,
): Promise<readonly number[]> {
  const rowids = new Set<number>();
  const queries = query === null ? [] : [query];
  const known = collections.length === 0 ? [] : (await reads.organised()).collections;
  for (const name of collections) {
    const collection = known.find((one) => one.name === name);
    if (!collection) throw new LibraryError('unknown-collection', `There is no collection “${name}”.`, null, { name });
    if (collection.query !== null) queries.push(collection.query);
    else for (const rowid of (await reads.collectionItems(name)) ?? []) rowids.add(rowid);
  }
  for (const q of queries) for (const rowid of await wholeResult(reads, q)) rowids.add(rowid);
  return [...rowids];
}

/** The files of these rows, one for each content, preferring a file that is not missing. */
export async function itemFilesOf(
  reads: CatalogReads,
  rowids: readonly number[],
  signal: AbortSignal,
): Promise<readonly ItemFile[]> {
  const files = new Map<string, ItemFile & { readonly isMissing: boolean }>();
  for await (const rows of stretches({ reads, rowids, signal })) {
    for (const row of rows) {
      for (const { info, known } of filesOf(row)) {
        if (info.sha256 === null) continue;
        const before = files.get(info.sha256);
        const items = [...new Set([...(before?.items ?? []), row.generation.id])];
        if (before && (!before.isMissing || info.missing)) {
          files.set(info.sha256, { ...before, items });
          continue;
        }
        const role = info.role === 'original' ? '' : `.${info.role}`;
        const name = before?.name ?? `${stemOf(DEFAULT_NAMES, row.generation, 1, 1).text}${role}${endingOf(info)}`;
        const { path, entry, size, missing } = info;
        files.set(info.sha256, {
          sha256: info.sha256,
          path,
          entry,
          size,
          mtimeMs: known.mtimeMs,
          name,
          items,
          isMissing: missing,
        });
      }
    }
  }
  return [...files.values()];
}

function filesOf({ generation, files }: ExportRow): readonly Pick<PackedFile, 'info' | 'known'>[] {
  const known = new Map(files.map((file) => [file.fileId, file]));
  return generation.files.flatMap((info) => {
    const own = known.get(info.fileId);
    return own ? [{ info, known: own }] : [];
  });
}

const DRAFT = /^\.[0-9a-f]{16}\.papers(?:\.old)?$/;

export interface PapersParts {
  readonly reads: CatalogReads;
  readonly directory: string;
  /** The rows whose records are written. Mirrored sources need none: their own documents hold their records. */
  readonly rowids: readonly number[];
  readonly copies: readonly ItemCopy[];
  readonly signal: AbortSignal;
}

/**
 * Rewrites the folder `afterimage-export`: the annotations of the whole library, and the records of items whose files
 * are in `items`.
 */
export async function writePapers({ reads, directory, rowids, copies, signal }: PapersParts): Promise<void> {
  // Delete the draft of a run that was killed while writing it.
  for (const name of await readdir(directory))
    if (DRAFT.test(name)) await rm(join(directory, name), { recursive: true, force: true });
  const draft = join(directory, `.${randomBytes(8).toString('hex')}.papers`);
  await mkdir(draft);
  try {
    const all = [...(await reads.rowids(''))];
    const target = { directory: draft, taken: [], resumed: false, finish: async () => {}, giveUp: async () => {} };
    const papers = await openPapers({ target, reads, rowids: all }, '');
    const paths = new Map(copies.map(({ sha256, path }) => [sha256, path]));
    try {
      for await (const rows of stretches({ reads, rowids, signal })) {
        for (const row of rows) {
          const files = filesOf(row).flatMap(({ info, known }): PackedFile[] => {
            const name = paths.get(info.sha256 ?? '');
            return name === undefined
              ? []
              : [{ info, known, name, copied: { size: info.size, sha256: info.sha256 ?? '', sha512: null } }];
          });
          if (files.length > 0) await papers.add({ row, name: files[0]?.name ?? '', files }, []);
        }
      }
      await papers.finish();
    } finally {
      await papers.abandon();
    }
    const standing = join(directory, OWN_EXPORT_FOLDER);
    const old = `${draft}.old`;
    await rename(standing, old).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ENOENT') throw cause;
    });
    await rename(join(draft, OWN_EXPORT_FOLDER), standing);
    await rm(old, { recursive: true, force: true });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
