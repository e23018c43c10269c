/**
 * Reads an Afterimage export (docs/exporting.md): the claim of each file, and the records of every source with their
 * claims, under the format of each source. Importing it restores the catalog that was exported. Every value is checked
 * like the values of foreign files.
 */
import { z } from 'zod';
import { FileRole, FormatName, Kind, Shot } from '../../contract/items/generation.ts';
import { OWN_EXPORT_FOLDER } from '../../contract/items/own-export.ts';
import type { Claims, FileClaim, Ids } from '../claims.ts';
import { elementsOf } from '../json/json-stream.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { baseName, folderName } from '../naming/file-names.ts';
import { type Document, type DocumentReading, malformed, type Reader, type ReaderContext } from '../reader.ts';
import type { SourceEntry } from '../source.ts';

const LIST = 'files.json';
const RECORDS = /^records-([a-z-]+)-\d+\.json$/;
const OTHERS = ['words.json', 'README.txt'];
/** The files of a BagIt bag besides its payload. */
const BAG_TAGS = [
  'bagit.txt',
  'bag-info.txt',
  ...['sha256', 'sha512'].flatMap((name) => [`manifest-${name}.txt`, `tagmanifest-${name}.txt`]),
];

const Id = z.string().regex(/^[\w.:-]{1,200}$/);
const IDS: { readonly [K in keyof Required<Ids>]: z.ZodType<string | undefined> } = {
  gen: Id.optional(),
  post: Id.optional(),
  api: Id.optional(),
  task: Id.optional(),
  bare: Id.optional(),
  stem: Id.optional(),
};

const Text = z.string().min(1).optional();
const Figure = z.number().optional();
const Texts = z.array(z.string().min(1)).optional();
const Flag = z.boolean().optional();
/** One key for each claim. The type makes the compiler report a missing key. */
const CLAIMS: { readonly [K in keyof Required<Claims>]: z.ZodType<Claims[K] | undefined> } = {
  kind: Kind.optional(),
  prompt: Text,
  negativePrompt: Text,
  title: Text,
  createdMs: Figure,
  dateSource: z.enum(['record', 'sidecar']).optional(),
  width: Figure,
  height: Figure,
  durationSeconds: Figure,
  model: Text,
  operation: Text,
  seed: Figure,
  preset: Text,
  author: Text,
  mentions: Texts,
  shots: z.array(Shot).optional(),
  liked: Flag,
  draft: Flag,
  collections: Texts,
  parentPostId: Text,
  rootPostId: Text,
  account: Text,
};

const ListedFile = z.object({
  name: z.string(),
  ids: z.object(IDS),
  role: FileRole,
  namedMs: z.number().optional(),
  named: z.string().min(1).max(300).optional(),
  account: z.string().min(1).optional(),
  of: z.string().optional(),
});
const ListedSidecar = z.object({ sidecar: z.string() });
const ListedRecord = z.object({
  ids: z.object(IDS),
  file: z.string().optional(),
  claims: z.object(CLAIMS),
  raw: z.unknown(),
});

export const ownExport: Reader = {
  format: 'loose',
  async detect(context) {
    const lists = context.tree.named(LIST).filter(({ name }) => baseName(folderName(name)) === OWN_EXPORT_FOLDER);
    const found = await Promise.all(lists.map((list) => documentsAround(list, context)));
    return { documents: found.flat(), problems: [] };
  },
};

/**
 * The list of files (its parts are the sidecars and other files of the export), and the record files beside it. Empty
 * when the list is not an Afterimage list.
 */
async function documentsAround(list: SourceEntry, context: ReaderContext): Promise<readonly Document[]> {
  context.onLook(list);
  const { tree } = context;
  const folder = folderName(list.name);
  const top = folderName(folder);
  const at = (name: string): SourceEntry | undefined => tree.at(top === '' ? name : `${top}/${name}`);
  const claims: FileClaim[] = [];
  const parts = [
    ...OTHERS.flatMap((name) => tree.at(`${folder}/${name}`) ?? []),
    ...(at('bagit.txt') ? BAG_TAGS.flatMap((name) => at(name) ?? []) : []),
  ];
  const problems: DocumentReading[] = [];
  let isOurs = false;
  let complete = true;
  for await (const event of elementsOf(list, { paths: ['files[]'], signal: context.signal })) {
    if (event.type === 'field' && event.name === 'afterimage') isOurs = event.value === 'files';
    else if (event.type === 'problem') problems.push({ type: 'problem', problem: event.problem });
    else if (event.type === 'end') complete = event.complete;
    else if (event.type === 'element') {
      const beside = ListedSidecar.safeParse(event.value).data;
      const part = beside && at(beside.sidecar);
      if (part) parts.push(part);
      const claim = beside ? null : claimIn(event.value, at);
      if (claim) claims.push(claim);
    }
  }
  if (!isOurs) return [];
  const listing: Document = {
    entry: list,
    sign: 'own-export',
    parts,
    async *read() {
      for (const claim of claims) yield { type: 'claim', claim };
      yield* problems;
      if (!complete) yield { type: 'incomplete' };
    },
  };
  const records = tree.inFolder(folder).flatMap((entry): Document[] => {
    const format = FormatName.safeParse(RECORDS.exec(baseName(entry.name))?.[1]).data;
    return format ? [{ entry, format, sign: 'own-export', read: () => readRecords(entry, at, context) }] : [];
  });
  return [listing, ...records];
}

type FindEntry = (name: string) => SourceEntry | undefined;

function claimIn(value: unknown, at: FindEntry): FileClaim | null {
  const listed = ListedFile.safeParse(value).data;
  const entry = listed && at(listed.name);
  if (!listed || !entry) return null;
  const { ids, role, namedMs, named, account, of } = listed;
  const main = of === undefined ? undefined : at(of);
  return {
    name: entry.name,
    ids: withoutUndefined<Ids>(ids),
    role,
    ...(namedMs !== undefined && { namedMs }),
    ...(named !== undefined && { named }),
    ...(account !== undefined && { account }),
    ...(main && { of: main.name }),
  };
}

async function* readRecords(
  entry: SourceEntry,
  at: FindEntry,
  { signal }: ReaderContext,
): AsyncGenerator<DocumentReading> {
  for await (const event of elementsOf(entry, { paths: ['records[]'], signal })) {
    if (event.type === 'problem') yield { type: 'problem', problem: event.problem };
    else if (event.type === 'end' && !event.complete) yield { type: 'incomplete' };
    else if (event.type === 'element') {
      const listed = ListedRecord.safeParse(event.value).data;
      if (!listed) {
        yield { type: 'problem', problem: malformed(entry, event.index) };
        continue;
      }
      const file = listed.file === undefined ? undefined : at(listed.file);
      const claims = withoutUndefined<Claims>(listed.claims);
      yield {
        type: 'record',
        record: {
          ids: withoutUndefined<Ids>(listed.ids),
          ...(file && { file: file.name }),
          claims,
          raw: stripUrls(listed.raw),
        },
      };
    }
  }
}

/** Removes undefined fields. */
const withoutUndefined = <T>(fields: object): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
