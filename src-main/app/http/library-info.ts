/** The library as the page needs to know it at first: its place, its contents, its settings. */
import type { LibraryInfo } from '../../contract/library/library.ts';
import { programPath } from '../../media/programs/programs.ts';
import { logOf } from '../../storage/log.ts';
import type { LibraryError } from '../library/library-error.ts';
import { version } from '../version.ts';
import type { AppOptions } from './app-options.ts';

/** @param revision the revision of the catalog, read before this is called */
export async function libraryInfo(
  { library, door }: Pick<AppOptions, 'library' | 'door'>,
  revision: number,
): Promise<LibraryInfo> {
  const [total, settings, sources] = await Promise.all([
    library.reads.total(),
    library.settings(),
    library.reads.sources(),
  ]);
  return {
    version,
    path: library.path,
    total,
    revision,
    door,
    platform: process.platform,
    ffmpeg: programPath('ffmpeg'),
    settings,
    sources: [...sources],
    log: logOf(library.path),
    unwritable: library.unwritable && saying(library.unwritable),
  };
}

const saying = ({ code, message, path, params }: LibraryError) => ({ code, message, path, params });
