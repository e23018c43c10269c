/**
 * Writes the metadata of an export, so that an import restores the same catalog: the ids of each file, all records with
 * their claims, and the person's annotations. `formats/readers/own-export.ts` reads it.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportRecord, ExportRow } from '../../catalog/reads/items/export-rows.ts';
import { OWN_EXPORT_FOLDER } from '../../contract/items/own-export.ts';
import { fileNameOf } from '../../contract/items/shown-title.ts';
import { factsInName } from '../../formats/naming/service-names.ts';
import { wordsOf } from '../annotations/export-words.ts';
import { atTarget } from './copy-file.ts';
import type { Exporting } from './exporting.ts';
import type { PackedItem } from './packing.ts';
import { openTextFile, type TextFile, type Written, writeWhole } from './text-file.ts';

export interface Papers {
  /** @param sidecars names of the documents beside the item's files */
  add(item: PackedItem, sidecars: readonly string[]): Promise<void>;
  /** Writes the remaining files. Resolves to all written files, by their names in the export. */
  finish(): Promise<ReadonlyMap<string, Written>>;
  abandon(): Promise<void>;
}

const README = `This folder was written by Afterimage. It holds the metadata of the exported files:

files.json      the ids of each file, by which it is connected with its records
records-*.json  the complete records of every source
words.json      tags, ratings, notes, collections

To restore everything, import the folder above this one into Afterimage.
`;

/** @param folder the prefix of file names: '' or 'data/' */
export async function openPapers(
  { target, reads, rowids }: Pick<Exporting, 'target' | 'reads' | 'rowids'>,
  folder: string,
): Promise<Papers> {
  const directory = join(target.directory, OWN_EXPORT_FOLDER);
  await atTarget(() => mkdir(directory, { recursive: true }));
  const open = new Map<string, TextFile & { count: number }>();
  const written = new Map<string, Written>();
  const told = new Set<number>();
  const put = async (name: string, head: object, list: string, entry: object): Promise<void> => {
    let file = open.get(name);
    if (!file) {
      file = { ...(await openTextFile(join(directory, name))), count: 0 };
      open.set(name, file);
      await file.write(`${JSON.stringify({ ...head, version: 1 }).slice(0, -1)},"${list}":[`);
    }
    await file.write(`${file.count++ === 0 ? '' : ','}\n${JSON.stringify(entry)}`);
  };
  return {
    async add({ row, files }, sidecars) {
      const bySha = new Map(files.map(({ copied, name }) => [copied.sha256, folder + name]));
      for (const { name, info, known, copied } of files) {
        const { ids, role, namedMs, account } = known;
        const own = {
          ids: withoutContent(ids),
          role,
          ...(namedMs !== null && { namedMs }),
          ...namedBefore(ids.named ?? fileNameOf(info), name),
          ...(account !== null && { account }),
          ...(ids.sha !== undefined && bySha.has(ids.sha) && { of: bySha.get(ids.sha) }),
        };
        await put('files.json', { afterimage: 'files' }, 'files', {
          name: folder + name,
          sha256: copied.sha256,
          ...own,
        });
      }
      for (const name of sidecars)
        await put('files.json', { afterimage: 'files' }, 'files', { sidecar: folder + name });
      for (const { record, rank } of ranked(row, told)) {
        const { format, path, entry, ids, claims, raw } = record;
        const file = ids.sha === undefined ? undefined : bySha.get(ids.sha);
        await put(
          `records-${format}-${String(rank).padStart(3, '0')}.json`,
          { afterimage: 'records', format },
          'records',
          {
            ids: withoutContent(ids),
            ...(file !== undefined && { file }),
            path,
            entry,
            claims,
            raw,
          },
        );
      }
    },
    async finish() {
      if (!open.has('files.json')) await put('files.json', { afterimage: 'files' }, 'files', {});
      for (const [name, file] of open) {
        await file.write('\n]}\n');
        written.set(`${OWN_EXPORT_FOLDER}/${name}`, await file.finish());
      }
      const entered = await openTextFile(join(directory, 'words.json'));
      try {
        for await (const piece of wordsOf(reads, 'json', rowids)) await entered.write(piece);
        written.set(`${OWN_EXPORT_FOLDER}/words.json`, await entered.finish());
      } finally {
        await entered.abandon();
      }
      written.set(`${OWN_EXPORT_FOLDER}/README.txt`, await writeWhole(join(directory, 'README.txt'), README));
      return written;
    },
    async abandon() {
      for (const file of open.values()) await file.abandon();
    },
  };
}

const withoutContent = ({ sha: _, named: _named, ...ids }: Readonly<Record<string, string>>): object => ids;

/** The name before this export, when it says something that the name in the export does not. */
function namedBefore(before: string, now: string): { readonly named?: string } {
  return fileNameOf({ path: now, entry: null }) !== before && Object.keys(factsInName(before)).length > 0
    ? { named: before }
    : {};
}

/**
 * The records that are not written yet, each with its rank among the item's records of that format. When two records
 * contradict each other, the first counts; the rank in the document's name keeps their order. Embedded records are left
 * out: an import reads them from the media file again.
 */
function* ranked(
  { records }: ExportRow,
  told: Set<number>,
): Generator<{ readonly record: ExportRecord; readonly rank: number }> {
  const ranks = new Map<string, number>();
  for (const record of records) {
    const rank = (ranks.get(record.format) ?? 0) + 1;
    ranks.set(record.format, rank);
    if (record.format === 'embedded' || told.has(record.recordId)) continue;
    told.add(record.recordId);
    yield { record, rank };
  }
}
