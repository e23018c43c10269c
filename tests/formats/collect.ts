/** Reads whole sources for tests, like an import. */
import type { Readable } from 'node:stream';
import type { FileClaim, SourceRecord } from '../../src-main/formats/claims.ts';
import { type ReadSourceOptions, readSource } from '../../src-main/formats/registry.ts';
import type { Source } from '../../src-main/formats/source.ts';
import { type OpenSourceOptions, openSource } from '../../src-main/formats/source-files/open-source.ts';

export interface Collected {
  readonly source: Source;
  readonly documents: { name: string; format: string; complete: boolean; records: SourceRecord[] }[];
  readonly records: SourceRecord[];
  /** By the entry's name in its source. */
  readonly files: Map<string, FileClaim & { readonly expected: boolean }>;
  /** `code` and the end of the path, for problems of opening and of reading. */
  readonly codes: string[];
  readonly skipped: number;
  /** The reasons of skipped files by name. */
  readonly left: Map<string, string>;
  /** The names of files that are read as parts of another document. */
  readonly parts: string[];
}

export async function collect(
  path: string,
  options?: OpenSourceOptions,
  reads: ReadSourceOptions = {},
): Promise<Collected> {
  const source = await openSource(path, options);
  const result = {
    source,
    documents: [] as Collected['documents'],
    files: new Map(),
    codes: source.problems.map(({ code }) => code),
    skipped: 0,
    left: new Map<string, string>(),
    parts: [] as string[],
  };
  for await (const reading of readSource(source, reads)) {
    const current = result.documents.at(-1);
    if (reading.type === 'document') {
      const { name, format, parts } = reading.document;
      result.documents.push({ name, format, complete: false, records: [] });
      result.parts.push(...parts.map((part) => part.name));
    } else if (reading.type === 'record') current?.records.push(reading.record);
    else if (reading.type === 'document-end' && current) current.complete = reading.complete;
    else if (reading.type === 'problem') result.codes.push(reading.problem.code);
    else if (reading.type === 'skipped') {
      if (reading.reason === 'not-media' || reading.reason === 'unrecognised-document') result.skipped++;
      result.left.set(reading.entry.name, reading.reason);
    } else if (reading.type === 'file') {
      const { entry, claim, expected } = reading.file;
      if (result.files.has(entry.name)) throw new Error(`${entry.name} came twice.`);
      result.files.set(entry.name, { ...claim, expected });
    }
  }
  return { ...result, records: result.documents.flatMap(({ records }) => records) };
}

export async function bytesOf(stream: Promise<Readable>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export async function textOf(stream: Promise<Readable>): Promise<string> {
  return (await bytesOf(stream)).toString();
}
