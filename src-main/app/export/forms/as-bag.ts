/** `--as bag`: a BagIt bag (1.0, RFC 8493): originals in data/, checksums of all files, and metadata in tag files. */
import { join } from 'node:path';
import { version } from '../../version.ts';
import { openPapers } from '../catalog-papers.ts';
import type { Exporting, ExportOutcome } from '../exporting.ts';
import { type PackingOptions, packAll } from '../packing.ts';
import { openTextFile, type Written, writeWhole } from '../text-file.ts';

const ALGORITHMS = ['sha256', 'sha512'] as const;
type Digests = Readonly<Record<(typeof ALGORITHMS)[number], string>>;

/** The most used validator does not decode `%25` in a manifest. Therefore exported names contain no percent sign. */
const PACKING: PackingOptions = { folder: 'data', sidecars: [], sha512: true, avoid: /%/g };

export async function exportBag(exporting: Exporting): Promise<ExportOutcome> {
  const { directory } = exporting.target;
  const papers = await openPapers(exporting, 'data/');
  const manifests = await Promise.all(ALGORITHMS.map((name) => openTextFile(join(directory, `manifest-${name}.txt`))));
  let [generations, files, payload] = [0, 0, 0];
  try {
    await packAll(exporting, PACKING, async (items) => {
      for (const { name, copied } of items.flatMap((item) => item.files)) {
        const digests = { sha256: copied.sha256, sha512: copied.sha512 ?? '' };
        for (const [at, algorithm] of ALGORITHMS.entries())
          await manifests[at]?.write(manifestLine(digests, algorithm, `data/${name}`));
        files += 1;
        payload += copied.size;
      }
      for (const item of items) await papers.add(item, []);
      generations += items.length;
    });
    const tags = new Map<string, Written>(await papers.finish());
    for (const [at, algorithm] of ALGORITHMS.entries())
      tags.set(`manifest-${algorithm}.txt`, (await manifests[at]?.finish()) as Written);
    for (const [name, text] of [
      ['bagit.txt', DECLARATION],
      ['bag-info.txt', bagInfo(generations, files, payload)],
    ] as const)
      tags.set(name, await writeWhole(join(directory, name), text));
    let bytes = payload;
    for (const { size } of tags.values()) bytes += size;
    for (const algorithm of ALGORITHMS) {
      const text = [...tags].map(([name, digests]) => manifestLine(digests, algorithm, name)).join('');
      bytes += (await writeWhole(join(directory, `tagmanifest-${algorithm}.txt`), text)).size;
    }
    return { generations, files, bytes };
  } finally {
    await papers.abandon();
    for (const manifest of manifests) await manifest.abandon();
  }
}

const DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

function bagInfo(generations: number, files: number, bytes: number): string {
  return [
    `Bagging-Date: ${new Date().toISOString().slice(0, 10)}`,
    `Payload-Oxum: ${bytes}.${files}`,
    `Bag-Software-Agent: Afterimage ${version}`,
    `External-Description: ${generations} generations and ${files} original files; their metadata is in afterimage-export/`,
    '',
  ].join('\n');
}

function manifestLine(digests: Digests, algorithm: (typeof ALGORITHMS)[number], name: string): string {
  return `${digests[algorithm]}  ${manifestName(name)}\n`;
}

/** Encodes a name for a manifest (RFC 8493, 2.1.3). */
export const manifestName = (name: string): string =>
  name.replace(/[%\r\n]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
