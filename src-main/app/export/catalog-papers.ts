/**
 * What an export says about itself, so that an import gives the same catalog again: whose each file is, every source's
 * records with what was understood of them, and the person's words. The reader of it is
 * `formats/readers/own-export.ts`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportRecord, ExportRow } from '../../catalog/reads/items/export-rows.ts';
import { OWN_EXPORT_FOLDER } from '../../contract/items/own-export.ts';
import { wordsOf } from '../annotations/export-words.ts';
import { atTarget } from './copy-file.ts';
import type { Exporting } from './exporting.ts';
import type { PackedItem } from './packing.ts';
import { openTextFile, type TextFile, type Written, writeWhole } from './text-file.ts';

export interface Papers {
  /** @param sidecars names of the documents that lie beside its files */
  add(item: PackedItem, sidecars: readonly string[]): Promise<void>;
  /** Writes the rest; resolves to every file by its name in the export. */
  finish(): Promise<ReadonlyMap<string, Written>>;
  abandon(): Promise<void>;
}

const README = `This folder was written by Afterimage. It says what is known of the files beside it:

files.json      whose each file is
records-*.json  what every source said, whole
words.json      tags, ratings, notes, collections

Import the folder above this one into Afterimage to have all of it again.
`;

/** @param folder what stands before the names of files: '' or 'data/' */
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
      for (const { name, known, copied } of files) {
        const { ids, role, namedMs, account } = known;
        const own = {
          ids: withoutContent(ids),
          role,
          ...(namedMs !== null && { namedMs }),
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

const withoutContent = ({ sha: _, ...ids }: Readonly<Record<string, string>>): object => ids;

/**
 * The records that no file of records holds yet, each with its rank among those of its format: of two that contradict
 * each other the first counts, and a document's name says which that was. What stands inside a picture is read there
 * again.
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
