/** Names the originals of an export, copies them in the copying threads, and passes them on item by item. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportFile, ExportRow } from '../../catalog/reads/items/export-rows.ts';
import type { FileInfo } from '../../contract/items/generation.ts';
import type { CopyAnswer } from '../workers/copy-worker.ts';
import { type Copier, withCopier } from './copier.ts';
import { atTarget, type Copied, type Copy, Unwritable } from './copy-file.ts';
import { type Exporting, stretches } from './exporting.ts';
import { endingOf, type NameBook, openNameBook, type Stem, stemOf } from './file-names.ts';

/** A copy in the export. */
export interface PackedFile {
  readonly info: FileInfo;
  readonly known: ExportFile;
  /** Its name in the folder for media. */
  readonly name: string;
  readonly copied: Copied;
}

export interface PackedItem {
  readonly row: ExportRow;
  /** The base name of its documents: the name of its first file, or a name of its own when it has no file. */
  readonly name: string;
  /** The copied files, in the order of the generation's files. Failed copies are reported as problems. */
  readonly files: readonly PackedFile[];
}

export interface PackingOptions {
  /** The folder for media inside the target; '' is the target itself. */
  readonly folder: string;
  /** The endings of an item's documents. Their names are reserved. */
  readonly sidecars: readonly string[];
  readonly sha512: boolean;
  /** Called for each item one batch before `take`. */
  readonly ahead?: (row: ExportRow) => void;
  /** Characters to replace with an underscore in names. */
  readonly avoid?: RegExp;
}

/** Receives the copied items in batches, in their order. */
export type Take = (items: readonly PackedItem[], copier: Copier) => Promise<void>;

/** Copies everything. The next batch is copied while `take` works on the one before. */
export async function packAll(exporting: Exporting, options: PackingOptions, take: Take): Promise<void> {
  const { target, signal, copying } = exporting;
  const directory = join(target.directory, options.folder);
  await atTarget(() => mkdir(directory, { recursive: true }));
  const planner = openPlanner(exporting, options, options.folder === '' ? target.taken : []);
  await withCopier(
    copying,
    exporting.total,
    { sha512: options.sha512, resumed: target.resumed },
    signal,
    async (copier) => {
      let done = 0;
      const handOn = async (work: Promise<readonly PackedItem[]>): Promise<void> => {
        const items = await work;
        await take(items, copier);
        done += items.length;
        exporting.progress(done);
      };
      let before: Promise<readonly PackedItem[]> = Promise.resolve([]);
      for await (const rows of stretches(exporting)) {
        for (const row of rows) options.ahead?.(row);
        const plans = rows.map(planner);
        const copies = plans.flatMap(({ row, files }) => files.map((file) => copyOf(file, row, directory)));
        const work = copier.copy(copies).then((answers) => {
          let at = 0;
          return plans.map(({ row, name, files }) => ({
            row,
            name,
            files: files.flatMap((file) => settled(exporting, file, answers[at++])),
          }));
        });
        work.catch(() => {});
        await handOn(before);
        before = work;
      }
      await handOn(before);
    },
  );
}

/** The copied file; none when it failed, which is reported as a problem. Throws when the export cannot go on. */
function settled({ signal, problem }: Exporting, file: Planned, answer: CopyAnswer | undefined): PackedFile[] {
  if (answer === undefined || 'cancelled' in answer) throw signal.reason ?? new Error('The copies were stopped.');
  if ('unwritable' in answer)
    throw new Unwritable(answer.unwritable.message, { cause: { code: answer.unwritable.code } });
  if ('copied' in answer) return [{ ...file, copied: answer.copied }];
  problem(answer.problem);
  return [];
}

type Planned = Pick<PackedFile, 'info' | 'known' | 'name'>;

export interface Plan {
  readonly row: ExportRow;
  readonly name: string;
  /** The name was too long and was cut. */
  readonly isCut: boolean;
  /** The name got a number, because another item or an existing file has it. */
  readonly isNumbered: boolean;
  readonly files: readonly Planned[];
}

function copyOf({ info, known, name }: Planned, { generation }: ExportRow, directory: string): Copy {
  // Only one of several identical originals is copied. When an item's date comes from file times, it is the oldest of
  // them, and the copy gets that date.
  const isDated = generation.dateSource === 'file-time' && generation.createdAt !== null;
  const mtimeMs = isDated ? Date.parse(generation.createdAt ?? '') : known.mtimeMs;
  return { path: info.path, entry: info.entry, sha256: info.sha256, to: join(directory, name), mtimeMs };
}

/** The parts of an export that names depend on. */
export interface Planning extends Pick<Exporting, 'reads' | 'rowids' | 'total' | 'name' | 'signal' | 'problem'> {
  readonly target: Pick<Exporting['target'], 'taken'>;
}

/** Decides which files of each item are copied, and their names. Missing files are reported as problems. */
function openPlanner(
  exporting: Planning,
  { sidecars, avoid }: PackingOptions,
  taken: readonly string[],
): (row: ExportRow) => Plan {
  const book: NameBook = openNameBook(taken);
  let number = 0;
  const stem = ({ generation }: ExportRow, at: number): Stem => {
    const said = stemOf(exporting.name, generation, at, exporting.total);
    return avoid ? { ...said, text: said.text.replace(avoid, '_') } : said;
  };
  return (row) => {
    const wanted = filesToCopy(row);
    for (const { info } of wanted.away)
      exporting.problem({
        path: info.entry === null ? info.path : `${info.path}/${info.entry}`,
        code: 'file-missing',
        message:
          'This original is not where it was, so it was not copied. Connect its drive, or import the folder it was moved to.',
      });
    const plan = nameItem(wanted.here, stem(row, ++number), book, sidecars);
    return { row, ...plan };
  };
}

/** Yields the names of the files of each item as an export would assign them. Writes nothing. */
export async function* plans(exporting: Planning, options: PackingOptions): AsyncGenerator<Plan> {
  const planner = openPlanner(exporting, options, options.folder === '' ? exporting.target.taken : []);
  for await (const rows of stretches(exporting)) for (const row of rows) yield planner(row);
}

interface ToCopy {
  readonly info: FileInfo;
  readonly known: ExportFile;
}

/** Chooses one file for each role and content, preferring a file that is not missing. */
function filesToCopy({ generation, files }: ExportRow): {
  readonly here: readonly ToCopy[];
  readonly away: readonly ToCopy[];
} {
  const known = new Map(files.map((file) => [file.fileId, file]));
  const all = generation.files.flatMap((info): ToCopy[] => {
    const own = known.get(info.fileId);
    return own ? [{ info, known: own }] : [];
  });
  const key = ({ info }: ToCopy): string => `${info.role} ${info.sha256 ?? info.fileId}`;
  const groups = [...Map.groupBy(all, key).values()];
  const chosen = groups.map((group) => group.find(({ info }) => !info.missing) ?? (group[0] as ToCopy));
  return { here: chosen.filter(({ info }) => !info.missing), away: chosen.filter(({ info }) => info.missing) };
}

/** Names the item's files with the first free form of this stem, and reserves the names of its documents. */
function nameItem(
  files: readonly ToCopy[],
  stem: Stem,
  book: NameBook,
  sidecars: readonly string[],
): Omit<Plan, 'row'> {
  const endings = endingsFor(files);
  const first = endings[0] ?? '';
  const free = book.take(stem.text, [...endings, ...sidecars.map((sidecar) => first + sidecar)]);
  const named = files.map((file, at) => ({ ...file, name: free + (endings[at] as string) }));
  return { name: free + first, files: named, isCut: stem.isCut, isNumbered: free !== stem.text };
}

/** Different endings for the files of one item: `.mp4`, `.watermark.mp4`, `.thumbnail.webp`, `.2.mp4`. */
function endingsFor(files: readonly ToCopy[]): readonly string[] {
  const used = new Set<string>();
  return files.map(({ info }, at) => {
    const ending = endingOf(info);
    const role = at === 0 || info.role === 'original' ? '' : `.${info.role}`;
    for (let number = 1; ; number++) {
      const one = `${role}${number === 1 ? '' : `.${number}`}${ending}`;
      if (used.has(one.toLowerCase())) continue;
      used.add(one.toLowerCase());
      return one;
    }
  });
}
