/**
 * Writes sidecars into a folder the person chose. What another program wrote stays as it is, and links are not
 * followed.
 */
import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import type { Generation } from '../../contract/items/generation.ts';
import type { SidecarReport } from '../../contract/organising/organised.ts';
import { wholeResult } from '../edits/bulk-confirmation.ts';
import { writeWhole } from '../export/text-file.ts';
import { safeName } from '../files/safe-name.ts';
import type { CatalogReads } from '../library/catalog-reads.ts';
import type { SidecarsAsked } from '../library/library.ts';
import { LibraryError } from '../library/library-error.ts';
import { OUR_TOOLKIT, xmpOf } from './xmp.ts';

const BATCH = 500;

/**
 * One sidecar for each item that `q` finds, named after its file. Rejects with a LibraryError when the folder cannot be
 * used.
 */
export async function writeSidecars(
  reads: CatalogReads,
  directory: string,
  q: string,
  asked: SidecarsAsked = {},
): Promise<SidecarReport> {
  const { signal } = asked;
  const rowids = await wholeResult(reads, q, asked);
  await mkdir(directory, { recursive: true }).catch((cause: Error) => {
    throw new LibraryError('folder-unusable', `Nothing can be written into this folder: ${cause.message}.`, directory);
  });
  const problems: KnownProblem[] = [];
  const taken = new Set<string>();
  let [written, unchanged] = [0, 0];
  for (let from = 0; from < rowids.length && !signal?.aborted; from += BATCH) {
    for (const item of await reads.generations([...rowids.subarray(from, from + BATCH)])) {
      const path = join(directory, nameFor(item, taken));
      const outcome = await put(path, xmpOf(item)).catch(
        (cause: Error): Outcome => ({
          code: 'not-written',
          message: `The sidecar could not be written: ${cause.message}.`,
        }),
      );
      if (outcome === 'written') written += 1;
      else if (outcome === 'unchanged') unchanged += 1;
      else problems.push({ path, ...outcome });
    }
  }
  return { directory, written, unchanged, problems };
}

type Outcome = 'written' | 'unchanged' | Omit<KnownProblem, 'path'>;

async function put(path: string, text: string): Promise<Outcome> {
  const standing = await lstat(path).catch(() => null);
  if (!standing) {
    await writeWhole(path, text);
    return 'written';
  }
  const before = standing.isFile() ? await readFile(path, 'utf8') : '';
  if (!before.includes(OUR_TOOLKIT))
    return {
      code: 'sidecar-foreign',
      message: 'There is a file of this name that Afterimage did not write; it was left as it is.',
    };
  if (before === text) return 'unchanged';
  // The name differs every time: what a killed run left behind is in nobody's way.
  const part = join(dirname(path), `.${randomBytes(8).toString('hex')}.part`);
  await writeFile(part, text, { flag: 'wx' });
  await rename(part, path);
  return 'written';
}

/** `clip.mp4` has `clip.mp4.xmp` beside it; a second item of that name gets its id in between. */
function nameFor(item: Pick<Generation, 'id' | 'files'>, taken: Set<string>): string {
  const file = item.files.find(({ role }) => role !== 'reference' && role !== 'thumbnail');
  const base = safeName((file?.entry ?? file?.path ?? item.id).split(/[/\\]/).at(-1) ?? '');
  const names = [`${base}.xmp`, `${base}.${safeName(item.id)}.xmp`];
  const name = names.find((one) => !taken.has(one.toLowerCase())) ?? (names[1] as string);
  taken.add(name.toLowerCase());
  return name;
}
