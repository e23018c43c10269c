/** The folder of a second copy: checks its place, its owner and whether its drive is connected. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explain } from '../../formats/problems.ts';
import { isAt } from '../../import/collect/source-plan.ts';
import { codeOf } from '../../storage/error-code.ts';
import { realPlace } from '../keeping/apart-from-originals.ts';
import { LibraryError } from '../library/library-error.ts';
import { beginManifest, readHead } from './manifest.ts';

/** Folders that must be neither inside nor around a mirror. */
export interface Surroundings {
  readonly library: string;
  readonly sources: readonly string[];
}

/** Rejects with "mirror-inside" or "mirror-around" for a folder inside or around one of these. */
export async function assertApart(directory: string, { library, sources }: Surroundings): Promise<void> {
  const place = await realPlace(directory);
  for (const other of [library, ...sources]) {
    const real = await realPlace(other);
    if (isAt(place, real))
      throw new LibraryError(
        'mirror-inside',
        'This folder lies inside a source or the library, where nothing is written. Choose a folder on another drive.',
        directory,
      );
    if (isAt(real, place))
      throw new LibraryError(
        'mirror-around',
        'A source or the library lies inside this folder. Choose a folder of its own for the second copy.',
        directory,
      );
  }
}

/**
 * Makes a folder a mirror, or accepts a mirror that this library made before. Resolves to the key in its manifest.
 * Rejects with "mirror-not-empty", "mirror-foreign", "mirror-unusable" and "mirror-full".
 */
export async function claimFolder(directory: string, libraryId: string): Promise<string> {
  try {
    await mkdir(directory, { recursive: true });
    const head = await readHead(directory);
    if (head && head.libraryId !== libraryId)
      throw new LibraryError(
        'mirror-foreign',
        'This folder is the second copy of another library. Choose another folder.',
        directory,
      );
    if (!head && (await readdir(directory)).some((name) => !OF_THE_SYSTEM.has(name)))
      throw new LibraryError('mirror-not-empty', 'This folder is not empty. Choose an empty or a new one.', directory);
    await assertWritable(directory);
    if (head) return head.id;
    const key = randomUUID();
    beginManifest(directory, key, libraryId);
    return key;
  } catch (cause) {
    throw cause instanceof LibraryError ? cause : unusableMirror(directory, cause);
  }
}

/** Names that operating systems create on a new drive. */
const OF_THE_SYSTEM: ReadonlySet<string> = new Set([
  'lost+found',
  '.DS_Store',
  '.Spotlight-V100',
  '.fseventsd',
  '.Trashes',
  'System Volume Information',
  '$RECYCLE.BIN',
]);

/**
 * Whether the mirror with this key is in its folder now. False for an empty mount point and for another drive at the
 * same place.
 */
export const isConnected = (directory: string, key: string): Promise<boolean> =>
  readHead(directory).then(
    (head) => head?.id === key,
    () => false,
  );

async function assertWritable(directory: string): Promise<void> {
  const probe = join(directory, `.${randomBytes(8).toString('hex')}.part`);
  await writeFile(probe, 'x', { flag: 'wx' }).finally(() => unlink(probe).catch(() => {}));
}

/** The error that says why a mirror cannot be written. */
export function unusableMirror(directory: string, cause: unknown): LibraryError {
  const code = codeOf(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new LibraryError(
      'mirror-full',
      'The drive of the second copy is full. What was copied stays. Make room, then run it again to go on.',
      directory,
    );
  if (['ENOENT', 'ENODEV', 'ENXIO', 'ESTALE'].includes(code))
    return new LibraryError(
      'mirror-away',
      'The drive of the second copy was disconnected. What was copied stays. Copying continues when it is back.',
      directory,
    );
  const why =
    code === 'EROFS'
      ? 'The drive cannot be written to.'
      : code === 'EEXIST' || code === 'ENOTDIR'
        ? 'There is a file of this name.'
        : explain(cause);
  return new LibraryError('mirror-unusable', `Nothing can be written into this folder: ${why}`, directory);
}
