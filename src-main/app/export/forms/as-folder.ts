/** `--as folder`: originals with readable names, each with its prompt and metadata in files beside it. */
import { join } from 'node:path';
import { xmpOf } from '../../annotations/xmp.ts';
import { openPapers } from '../catalog-papers.ts';
import type { Exporting, ExportOutcome } from '../exporting.ts';
import { itemOf, textOf } from '../item.ts';
import { type PackedItem, type PackingOptions, packAll } from '../packing.ts';

const SIDECARS = ['.json', '.txt', '.xmp'] as const;

export const FOLDER_PACKING: PackingOptions = { folder: '', sidecars: SIDECARS, sha512: false };

export async function exportFolder(exporting: Exporting): Promise<ExportOutcome> {
  const { target, problem } = exporting;
  const papers = await openPapers(exporting, '');
  let [generations, files, bytes] = [0, 0, 0];
  try {
    await packAll(exporting, FOLDER_PACKING, async (items, copier) => {
      const sidecars = items.flatMap((item) =>
        SIDECARS.map((ending) => ({ item, name: item.name + ending, content: sidecarOf(item, ending) })),
      );
      const written = await copier.write(
        sidecars.map(({ name, content }) => ({ to: join(target.directory, name), content })),
      );
      const names = new Map<PackedItem, string[]>(items.map((item) => [item, []]));
      for (const [at, { item, name }] of sidecars.entries()) {
        const one = written[at];
        if (one) names.get(item)?.push(name);
        else problem({ path: join(target.directory, name), code: 'export-name-taken', message: NAME_TAKEN });
        bytes += one?.size ?? 0;
      }
      for (const item of items) {
        await papers.add(item, names.get(item) ?? []);
        generations += 1;
        files += item.files.length;
        bytes += sum(item.files.map(({ copied }) => copied.size));
      }
    });
    bytes += sum([...(await papers.finish()).values()].map(({ size }) => size));
    return { generations, files, bytes };
  } finally {
    await papers.abandon();
  }
}

const NAME_TAKEN = 'There is a file of this name already; it was left as it is, and this one was not written.';
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function sidecarOf({ row, files }: PackedItem, ending: (typeof SIDECARS)[number]): string {
  if (ending === '.txt') return textOf(row);
  if (ending === '.xmp') return xmpOf(row.generation);
  const copies = new Map(files.map(({ info, name }) => [info.fileId, name]));
  return `${JSON.stringify(itemOf(row, copies), null, 2)}\n`;
}
