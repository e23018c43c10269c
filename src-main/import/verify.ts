/** Checks every original against the catalog: read again, hashed again, compared. */
import { performance } from 'node:perf_hooks';
import type { FixityFile, ImportLookups } from '../catalog/reads/import-lookups.ts';
import type { VerifyReport } from '../contract/report.ts';
import { openSource } from '../formats/open-source.ts';
import { readSource } from '../formats/registry.ts';
import { InputError } from '../formats/source.ts';
import { openEntry, statedCrcOf } from '../formats/zip-read.ts';
import { type FileHash, hashFile, hashStream } from '../media/hash.ts';
import { placeOf } from './file-intake.ts';
import { isSpoiled } from './fixity.ts';
import { isUnder, outside } from './source-plan.ts';

const PAGE = 500;
const HASHING = 2;

/**
 * Hashes every file of the catalog anew and looks for media the catalog does not know yet. Changes nothing, neither
 * originals nor catalog. An aborted check reports what it has seen by then.
 */
export async function verify(
  lookups: ImportLookups,
  exclude: readonly string[],
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<VerifyReport> {
  const began = performance.now();
  const report = { intact: 0, changed: [] as { path: string }[], missing: [] as { path: string }[], damaged: [] as { path: string }[] };
  const total = lookups.countFiles();
  let done = 0;
  for (let page = lookups.allFiles(0, PAGE); page.length > 0 && !signal.aborted; page = lookups.allFiles(page.at(-1)?.id ?? 0, PAGE)) {
    for (let at = 0; at < page.length && !signal.aborted; at += HASHING) {
      const group = page.slice(at, at + HASHING);
      const states = await Promise.all(group.map((file) => check(file, signal)));
      states.forEach((state, place) => {
        if (state === 'intact') report.intact++;
        else if (state !== 'unknown') report[state].push({ path: nameOf(group[place] as FixityFile) });
      });
      done += group.length;
      onProgress(done, total);
    }
  }
  const fresh = signal.aborted ? [] : await unknownFiles(lookups, exclude, signal);
  return { ...report, new: fresh, seconds: Math.round(performance.now() - began) / 1000 };
}

const nameOf = (file: FixityFile): string => (file.entry === '' ? file.path : `${file.path}/${file.entry}`);

async function check(file: FixityFile, signal: AbortSignal): Promise<'intact' | 'changed' | 'missing' | 'damaged' | 'unknown'> {
  const now = await hashOf(file, signal);
  if (now === 'gone') return signal.aborted ? 'unknown' : 'missing';
  if (now === 'unreadable' || !file.sha256) return signal.aborted ? 'unknown' : 'changed';
  if (!now.sha256.equals(file.sha256)) return 'changed';
  return file.entry !== '' && isSpoiled(now, await statedCrcOf(file.path, file.entry)) ? 'damaged' : 'intact';
}

const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'not-found', 'file-missing']);

async function hashOf(file: FixityFile, signal: AbortSignal): Promise<FileHash | 'gone' | 'unreadable'> {
  try {
    if (file.entry === '') return await hashFile(file.path, signal);
    return await hashStream(await openEntry(file.path, file.entry), signal);
  } catch (cause) {
    const code = cause instanceof InputError ? cause.problem.code : String((cause as { code?: unknown }).code);
    return GONE.has(code) ? 'gone' : 'unreadable';
  }
}

/** Media that lies in the sources by now, but not in the catalog. */
async function unknownFiles(lookups: ImportLookups, exclude: readonly string[], signal: AbortSignal): Promise<{ path: string }[]> {
  const found: { path: string }[] = [];
  const readers = lookups.sources().filter(({ within }) => within === null);
  for (const { path } of readers) {
    const others = readers.filter((other) => isUnder(other.path, path)).map((other) => other.path);
    const source = await openSource(path, { signal, exclude: [...outside(path, exclude), ...others] }).catch(() => null);
    // A source that is not there any more has told its story above: its files are missing.
    if (!source) continue;
    for await (const reading of readSource(source, { signal, filesOnly: true })) {
      if (reading.type !== 'file' || !reading.file.expected || reading.file.entry.size === 0) continue;
      const { entry } = reading.file;
      if (!lookups.file(entry.path, entry.entry ?? '')) found.push({ path: placeOf(entry) });
    }
    await source.close();
  }
  return found;
}
