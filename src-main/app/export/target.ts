/** Checks and prepares the folder of an export, and lets a stopped export continue there. */
import {
  access,
  constants,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rm,
  rmdir,
  statfs,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import type { ExportForm } from '../../contract/items/export.ts';
import { OWN_EXPORT_FOLDER } from '../../contract/items/own-export.ts';
import { explain } from '../../formats/problems.ts';
import { codeOf } from '../../storage/error-code.ts';
import { LibraryError } from '../library/library-error.ts';
import { folded } from './file-names.ts';

/** Marks a folder whose export is running or was stopped. It is deleted when the export is complete. */
const MARK = '.afterimage-export.json';
const Mark = z.object({ afterimage: z.literal('unfinished'), wish: z.string(), taken: z.array(z.string()) });

export interface Target {
  readonly directory: string;
  /** Names that existed in the folder before the export. It must not use them. */
  readonly taken: readonly string[];
  /** Whether this continues a stopped export of the same wish. */
  readonly resumed: boolean;
  /** Call this when the export is complete. */
  finish(): Promise<void>;
  /** Call this when the export failed. Complete copies stay for the next try; a new folder without any is deleted. */
  giveUp(): Promise<void>;
}

export interface TargetWish {
  readonly directory: string;
  readonly as: ExportForm;
  /** The key of the wish: see `nameOf` in `plan.ts`. */
  readonly wish: string;
  /** The library and the sources. The folder must not be inside them. */
  readonly forbidden: readonly string[];
}

/** Prepares the folder. When it cannot be used, rejects with a LibraryError before anything is written. */
export async function openTarget({ directory, as, wish, forbidden }: TargetWish): Promise<Target> {
  await assertOutside(directory, forbidden);
  const isNew = (await lstat(directory).catch(() => null)) === null;
  await mkdir(directory, { recursive: true }).catch((cause: unknown) => {
    throw unusable(directory, cause);
  });
  const names = await readdir(directory).catch((cause: unknown) => {
    throw unusable(directory, cause);
  });
  const mark = join(directory, MARK);
  const before = names.includes(MARK) ? await readMark(mark) : null;
  const resumed = before?.wish === wish;
  const others = names.filter((name) => name !== MARK);
  if (!resumed) assertFree(directory, as, others);
  const taken = resumed ? before.taken : others;
  if (resumed)
    await clearRemains(
      directory,
      as,
      others.filter((name) => !taken.includes(name)),
    );
  if (!resumed) {
    // The mark of another export that was stopped here: that export can no longer continue.
    await unlink(mark).catch(() => {});
    const said = { afterimage: 'unfinished', wish, taken } satisfies z.infer<typeof Mark>;
    await writeFile(mark, JSON.stringify(said), { flag: 'wx' }).catch(async (cause: unknown) => {
      await unlink(mark).catch(() => {});
      if (isNew) await rmdir(directory).catch(() => {});
      throw unusable(directory, cause);
    });
  }
  return {
    directory,
    taken,
    resumed,
    finish: () => unlink(mark).catch(() => {}),
    async giveUp() {
      const ours = (await readdir(directory).catch(() => [])).filter((name) => name !== MARK && !taken.includes(name));
      // Only empty folders can be deleted. When anything stays, the mark stays too and the export can continue.
      const went = await Promise.all(
        ours.map((name) =>
          rmdir(join(directory, name)).then(
            () => true,
            () => false,
          ),
        ),
      );
      if (went.includes(false)) return;
      await unlink(mark).catch(() => {});
      if (isNew) await rmdir(directory).catch(() => {});
    },
  };
}

/** Checks the folder without writing anything. Rejects with the errors of {@link openTarget}. */
export async function checkTarget({ directory, as, wish, forbidden }: TargetWish): Promise<void> {
  await assertOutside(directory, forbidden);
  const names = await readdir(directory).catch(async (cause: unknown) => {
    if (codeOf(cause) !== 'ENOENT') throw unusable(directory, cause);
    await access(await nearest(directory), constants.W_OK).catch((denied: unknown) => {
      throw unusable(directory, denied);
    });
    return null;
  });
  if (names === null) return;
  await access(directory, constants.W_OK).catch((cause: unknown) => {
    throw unusable(directory, cause);
  });
  const before = names.includes(MARK) ? await readMark(join(directory, MARK)) : null;
  if (before?.wish !== wish)
    assertFree(
      directory,
      as,
      names.filter((name) => name !== MARK),
    );
}

/** The free bytes on the drive of this folder, which need not exist; null when the system does not tell them. */
export async function roomAt(directory: string): Promise<number | null> {
  const found = await statfs(await nearest(directory)).catch(() => null);
  return found && found.bavail * found.bsize;
}

/** The folder itself when it exists, else its nearest parent that exists. */
async function nearest(directory: string): Promise<string> {
  const isThere = (await lstat(directory).catch(() => null)) !== null;
  return isThere || dirname(directory) === directory ? directory : nearest(dirname(directory));
}

async function assertOutside(directory: string, forbidden: readonly string[]): Promise<void> {
  const real = await realPlace(directory);
  for (const place of forbidden) {
    if (isWithin(real, await realPlace(place)))
      throw new LibraryError(
        'export-inside',
        'This folder lies inside a source or the library, where nothing is written. Choose another folder.',
        directory,
      );
  }
}

/** Throws when the folder cannot take this form: a bag and a site need an empty folder, the other forms free names. */
function assertFree(directory: string, as: ExportForm, names: readonly string[]): void {
  if ((as === 'bag' || as === 'site') && names.length > 0)
    throw new LibraryError('export-not-empty', 'This folder is not empty. Choose an empty or a new one.', directory);
  const own = as === 'folder' ? OWN_EXPORT_FOLDER : `generations.${as}`;
  if (names.some((name) => folded(name) === folded(own)))
    throw new LibraryError(
      'export-exists',
      as === 'folder'
        ? 'This folder holds an export already. Choose another folder.'
        : 'There is a file of this name already. Choose another folder.',
      join(directory, own),
    );
}

const PART = /^\.[0-9a-f]{16}\.part$/;

/**
 * Deletes partial files of a stopped export, and the files that every export writes again at its end. Copies and their
 * documents stay.
 */
async function clearRemains(directory: string, as: ExportForm, ours: readonly string[]): Promise<void> {
  for (const name of ours) {
    const path = join(directory, name);
    const isFolder = (await lstat(path).catch(() => null))?.isDirectory() === true;
    if (name === OWN_EXPORT_FOLDER || (as === 'site' && name === 'gallery'))
      await rm(path, { recursive: true, force: true });
    else if (isFolder)
      await clearRemains(
        path,
        as,
        (await readdir(path)).filter((one) => PART.test(one)),
      );
    else if (PART.test(name) || ((as === 'bag' || as === 'site') && !isFolder)) await rm(path, { force: true });
  }
}

/** The error that says why a folder cannot be written. */
export function unusable(directory: string, cause: unknown): LibraryError {
  const code = codeOf(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new LibraryError(
      'disk-full',
      'The disk is full: the export stopped. Make room, then start it again to go on.',
      directory,
    );
  const why =
    code === 'EROFS'
      ? 'The disk cannot be written to.'
      : code === 'EEXIST' || code === 'ENOTDIR'
        ? 'There is a file of this name.'
        : explain(cause);
  return new LibraryError('folder-unusable', `Nothing can be written into this folder: ${why}`, directory);
}

async function readMark(path: string): Promise<z.infer<typeof Mark> | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  try {
    return Mark.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The real path: symbolic links are resolved in the part that exists. */
async function realPlace(path: string): Promise<string> {
  const whole = resolve(path);
  const real = await realpath(whole).catch(() => null);
  if (real !== null || dirname(whole) === whole) return real ?? whole;
  return join(await realPlace(dirname(whole)), basename(whole));
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return (
    way === '' ||
    (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way) && resolve(folder, way) === resolve(path))
  );
}
