/** `--as site`: a gallery that opens from disk with a double click, without a server and without a network. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportRow } from '../../../catalog/reads/items/export-rows.ts';
import { shownTitle } from '../../../contract/items/shown-title.ts';
import { isShownRole } from '../../../import/derive/resolve-fields.ts';
import type { Preview } from '../../library/previews-api.ts';
import { atTarget } from '../copy-file.ts';
import type { Exporting, ExportOutcome } from '../exporting.ts';
import { type PackedItem, type PackingOptions, packAll } from '../packing.ts';
import { openGallery } from '../site/gallery-client.js';
import { PAGE, STYLES, TEXTS } from '../site/page.ts';
import { openTextFile, writeWhole } from '../text-file.ts';

const PACKING: PackingOptions = { folder: 'media', sidecars: [], sha512: false };
/** The priority of the export's posters: lower than every request of a window. */
const PRIORITY = 2;

export async function exportSite(exporting: Exporting): Promise<ExportOutcome> {
  const { directory } = exporting.target;
  const own = join(directory, 'gallery');
  const posters = join(own, 'posters');
  await atTarget(() => mkdir(posters, { recursive: true }));
  const data = await openTextFile(join(own, 'data.js'));
  let [generations, files, bytes] = [0, 0, 0];
  try {
    await data.write(`openGallery(JSON.parse("${quoted(`{"texts":${JSON.stringify(TEXTS)},"items":[`)}`);
    const pictures = picturesAhead(exporting);
    await packAll(exporting, { ...PACKING, ahead: pictures.ask }, async (items, copier) => {
      const made = await Promise.all(items.map(({ row }) => pictures.take(row.rowid)));
      const drawn = made.flatMap((picture, at) =>
        picture?.type === 'memory' ? [{ at, name: posterName(generations + at), content: picture.bytes }] : [],
      );
      const written = await copier.write(drawn.map(({ name, content }) => ({ to: join(directory, name), content })));
      const names = new Map(drawn.map(({ at, name }) => [at, name]));
      for (const size of [
        ...written.map((one) => one?.size ?? 0),
        ...items.flatMap((item) => item.files.map(({ copied }) => copied.size)),
      ])
        bytes += size;
      for (const [at, item] of items.entries()) {
        const separator = generations === 0 ? '' : ',';
        await data.write(quoted(separator + JSON.stringify(itemOf(item, names.get(at) ?? null))));
        generations += 1;
        files += item.files.length;
      }
    });
    await data.write(`${quoted(']}')}"));\n`);
    bytes += (await data.finish()).size;
    bytes += (
      await writeWhole(join(own, 'gallery.js'), `'use strict';\nconst openGallery = ${openGallery.toString()};\n`)
    ).size;
    bytes += (await writeWhole(join(own, 'gallery.css'), STYLES)).size;
    // The page is written last: an unfinished gallery has no page to open.
    bytes += (await writeWhole(join(directory, 'index.html'), PAGE)).size;
    return { generations, files, bytes };
  } finally {
    await data.abandon();
  }
}

/**
 * The inside of a string literal. The page parses its data as JSON inside a string: a browser reads that a fifth faster
 * than the same data as source code (10,000 items).
 */
const quoted = (json: string): string => JSON.stringify(json).slice(1, -1);

/** Requests the posters of the next items early, so that several are made in parallel. */
function picturesAhead({ previews, signal }: Exporting): {
  ask(row: ExportRow): void;
  take(rowid: number): Promise<Preview | null>;
} {
  const asked = new Map<number, Promise<Preview | null>>();
  const get = (rowid: number): Promise<Preview | null> => previews.get(rowid, 'poster', PRIORITY, signal);
  return {
    ask({ rowid }) {
      const picture = get(rowid);
      // `take` reports the failure; this handler prevents an unhandledRejection before.
      picture.catch(() => {});
      asked.set(rowid, picture);
    },
    take(rowid) {
      const picture = asked.get(rowid) ?? get(rowid);
      asked.delete(rowid);
      return picture;
    },
  };
}

const posterName = (number: number): string => `gallery/posters/${String(number).padStart(6, '0')}.webp`;

/** The fields of an item that the page shows; `Item` in `gallery-client.js` declares them. */
function itemOf({ row: { generation }, files }: PackedItem, poster: string | null): object {
  const shown = files.filter(({ info }) => isShownRole(info.role));
  return {
    id: generation.id,
    kind: generation.kind,
    title: shownTitle(generation),
    prompt: generation.prompt,
    shots: generation.shots.map(({ text }) => text),
    date: generation.createdAt,
    model: generation.model,
    author: generation.author,
    note: generation.note,
    rating: generation.rating,
    favorite: generation.favorite,
    tags: generation.tags,
    collections: generation.collections,
    seconds: generation.durationSeconds,
    width: generation.width,
    height: generation.height,
    poster,
    media: shown.map(({ name, info }) => ({
      name: `media/${encodeURIComponent(name)}`,
      video: info.mime?.startsWith('video/') ?? false,
    })),
  };
}
