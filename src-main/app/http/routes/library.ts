/** The library: its path, its contents, and its settings. */
import { Hono } from 'hono';
import { z } from 'zod';
import { type LibraryInfo, Settings } from '../../../contract/library/library.ts';
import { programPath } from '../../../media/programs/programs.ts';
import { logOf } from '../../../storage/log.ts';
import type { LibraryError } from '../../library/library-error.ts';
import { version } from '../../version.ts';
import type { AppOptions } from '../app-options.ts';
import { json, limitBody, validate } from '../validate.ts';

/** Without defaults: absent settings stay unchanged. */
const SettingsChange = z
  .object({
    theme: Settings.shape.theme.unwrap(),
    language: Settings.shape.language.unwrap(),
    density: Settings.shape.density.unwrap(),
    previewLimit: Settings.shape.previewLimit.unwrap(),
    backupFolder: Settings.shape.backupFolder.unwrap(),
    muted: Settings.shape.muted.unwrap(),
    address: Settings.shape.address.unwrap(),
  })
  .partial();

export function libraryRoutes({ library, door }: AppOptions) {
  return (
    new Hono()
      .get('/library', async (c) => {
        // Read first: with a revision newer than the other values, a page would miss the changes between them.
        const revision = await library.reads.revision();
        const [total, settings, sources] = await Promise.all([
          library.reads.total(),
          library.settings(),
          library.reads.sources(),
        ]);
        const info: LibraryInfo = {
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
        return json(c, info);
      })
      // Separate, because counting previews starts the preview thread.
      .get('/previews', async (c) => json(c, { bytes: await library.previews.bytes() }))
      .patch('/settings', limitBody, validate('json', SettingsChange), async (c) =>
        json(c, await library.saveSettings(c.req.valid('json') as Partial<Settings>)),
      )
  );
}

const saying = ({ code, message, path, params }: LibraryError) => ({ code, message, path, params });
