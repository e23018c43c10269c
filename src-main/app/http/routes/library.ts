/** The library: its path, its contents, and its settings. */
import { Hono } from 'hono';
import { z } from 'zod';
import { Settings } from '../../../contract/library/library.ts';
import type { AppOptions } from '../app-options.ts';
import { libraryInfo } from '../library-info.ts';
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

export function libraryRoutes(options: AppOptions) {
  const { library } = options;
  return (
    new Hono()
      .get('/library', async (c) => {
        // Read first: with a revision newer than the other values, a page would miss the changes between them.
        const revision = await library.reads.revision();
        return json(c, await libraryInfo(options, revision));
      })
      // Separate, because counting previews starts the preview thread.
      .get('/previews', async (c) => json(c, { bytes: await library.previews.bytes() }))
      .patch('/settings', limitBody, validate('json', SettingsChange), async (c) =>
        json(c, await library.saveSettings(c.req.valid('json') as Partial<Settings>)),
      )
  );
}
