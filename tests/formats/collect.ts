/** Reads whole sources for tests, as the import does. */
import type { Readable } from 'node:stream';
import type { FileClaim, SourceRecord } from '../../src-main/formats/claims.ts';
import { type OpenSourceOptions, openSource } from '../../src-main/formats/open-source.ts';
import { readSource } from '../../src-main/formats/registry.ts';
import type { Source } from '../../src-main/formats/source.ts';

export interface Collected {
  readonly source: Source;
  readonly documents: { name: string; format: string; complete: boolean; records: SourceRecord[] }[];
  readonly records: SourceRecord[];
  /** By the entry's name in its source. */
  readonly files: Map<string, FileClaim & { readonly expected: boolean }>;
  /** `code` and the end of the path, of opening and of reading. */
  readonly codes: string[];
  readonly skipped: number;
}

export async function collect(path: string, options?: OpenSourceOptions): Promise<Collected> {
  const source = await openSource(path, options);
  const result = {
    source,
    documents: [] as Collected['documents'],
    files: new Map(),
    codes: source.problems.map(({ code }) => code),
    skipped: 0,
  };
  for await (const reading of readSource(source)) {
    const current = result.documents.at(-1);
    if (reading.type === 'document')
      result.documents.push({ name: reading.document.name, format: reading.document.format, complete: false, records: [] });
    else if (reading.type === 'record') current?.records.push(reading.record);
    else if (reading.type === 'document-end' && current) current.complete = reading.complete;
    else if (reading.type === 'problem') result.codes.push(reading.problem.code);
    else if (reading.type === 'skipped') result.skipped += reading.count;
    else if (reading.type === 'file') {
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
