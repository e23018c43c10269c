/**
 * Measures the archives that are large: hundreds of thousands of sidecars, one huge list, zips of tens of gigabytes.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readSource } from '../../src-main/formats/registry.ts';
import { openSource } from '../../src-main/formats/source-files/open-source.ts';
import { type Figure, quantile, type Section } from './figure.ts';
import { importInto } from './importing.ts';
import { writeManifest, writePairs, writeSparseZips } from './large-archives.ts';
import { readPairs } from './plain-pairs.ts';
import { runNode } from './process.ts';

const PARSE = 'tests/bench/plain-parse.ts';
const HASH = 'tests/bench/plain-hash.ts';
const ZIPS = 4;
const CLIPS = 100;

/** @param items 100,000 stand for 200,000 pairs, a list of 300 MB and zips of 40 GB; fewer for as many times less */
export async function benchLarge(folder: string, items: number): Promise<Section> {
  return {
    title: 'Archives that are large',
    how: 'Imported by the command line into a new library, including the start of the program; every file is hashed (SHA-256). A pair is a clip of 12 KB and a note beside it, text or JSON. Parsing pairs walks the folder, detects formats, opens every clip and reads every note; the plain way lists the folder, reads the notes and parses those in JSON (medians of three). MB are millions of bytes: the peak memory of the whole process with all its threads.',
    figures: [
      await parsedPairs(join(folder, 'pairs'), items / 10),
      ...(await importedPairs(folder, items * 2)),
      ...(await importedManifest(folder, items * 3_000)),
      ...(await importedZips(folder, items * 1_000)),
    ],
  };
}

async function parsedPairs(folder: string, count: number): Promise<Figure> {
  await writePairs(folder, count);
  const rates: { readonly ours: number; readonly plain: number }[] = [];
  for (let run = 0; run < 3; run++)
    rates.push({ ours: count / (await timed(drain)), plain: count / (await timed(readPairs)) });
  await rm(folder, { recursive: true });
  const median = (way: 'ours' | 'plain'): number =>
    quantile(
      rates.map((rate) => rate[way]),
      0.5,
    );
  return {
    what: `sidecar pairs parsed, of ${count.toLocaleString('en')}`,
    value: median('ours'),
    unit: 'pairs/s',
    baseline: { what: 'list, read, parse', value: median('plain') },
  };

  /** Seconds that it takes; throws unless it met every pair. */
  async function timed(read: (folder: string) => Promise<number>): Promise<number> {
    const begun = performance.now();
    const met = await read(folder);
    if (met !== count) throw new Error(`${met} of ${count} pairs were read.`);
    return (performance.now() - begun) / 1000;
  }
}

async function drain(folder: string): Promise<number> {
  const source = await openSource(folder);
  let records = 0;
  for await (const { type } of readSource(source)) if (type === 'record') records++;
  await source.close();
  return records;
}

async function importedPairs(folder: string, count: number): Promise<readonly Figure[]> {
  const archive = join(folder, 'many-pairs');
  await writePairs(archive, count);
  const first = await importInto(folder, 'many-pairs', archive);
  const again = await importInto(folder, 'many-pairs', archive);
  await rm(archive, { recursive: true });
  const name = `${count.toLocaleString('en')} pairs`;
  return [
    { what: `${name} imported`, value: first.seconds, unit: 's', baseline: null },
    { what: 'peak memory', value: first.peakMb, unit: 'MB', baseline: null },
    { what: 'a second, unchanged import', value: again.seconds, unit: 's', baseline: null },
  ];
}

async function importedManifest(folder: string, bytes: number): Promise<readonly Figure[]> {
  const archive = join(folder, 'manifest');
  const items = await writeManifest(archive, bytes);
  const plain = await runNode([PARSE, archive]);
  const ours = await importInto(folder, 'manifest', archive);
  await rm(archive, { recursive: true });
  const name = `a SoraVault list of ${Math.round(bytes / 1e6)} MB, ${items.toLocaleString('en')} items, imported`;
  return [
    { what: name, value: ours.seconds, unit: 's', baseline: { what: 'JSON.parse', value: plain.seconds } },
    { what: 'peak memory', value: ours.peakMb, unit: 'MB', baseline: { what: 'JSON.parse', value: plain.peakMb } },
  ];
}

async function importedZips(folder: string, clipBytes: number): Promise<readonly Figure[]> {
  const archive = join(folder, 'zips');
  await writeSparseZips(archive, ZIPS, CLIPS, clipBytes);
  const plain = await runNode([HASH, archive]);
  const ours = await importInto(folder, 'zips', archive);
  await rm(archive, { recursive: true });
  const name = `${ZIPS} zips of ${((CLIPS * clipBytes) / 1e9).toLocaleString('en')} GB each imported`;
  return [
    { what: name, value: ours.seconds, unit: 's', baseline: { what: 'read and hash', value: plain.seconds } },
    {
      what: 'peak memory',
      value: ours.peakMb,
      unit: 'MB',
      baseline: { what: 'read and hash', value: plain.peakMb },
    },
  ];
}
