/** Archives of the sizes that people really have, made from nothing: for measuring memory and time only. */
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { genId, taskId } from '../fixtures/ids.ts';
import { mp4 } from '../fixtures/media.ts';
import { pictureItem, postItem } from '../fixtures/soravault.ts';
import { zip64End } from '../fixtures/zip.ts';

const FIRST = Date.UTC(2025, 1, 1);
const FOLDER = 5_000;

/** `count` tiny clips, each with a note beside it: every other a text, the rest JSON with an id. */
export async function writePairs(root: string, count: number): Promise<void> {
  const clip = await mp4('pair');
  for (let from = 0; from < count; from += FOLDER) {
    const folder = join(root, `batch ${String(from / FOLDER).padStart(3, '0')}`);
    await mkdir(folder, { recursive: true });
    for (let at = from; at < Math.min(count, from + FOLDER); at += 50) {
      await Promise.all(
        Array.from({ length: Math.min(50, count - at) }, (_, more) => writePair(folder, at + more, clip)),
      );
    }
  }
}

async function writePair(folder: string, number: number, clip: Buffer): Promise<void> {
  const name = `clip ${String(number).padStart(6, '0')} a tram leaves the stop at dusk`;
  const prompt = `a tram leaves the stop at dusk, take ${number}, slow tracking shot, rain on the window, neon bokeh, 35mm`;
  await writeFile(join(folder, `${name}.mp4`), Buffer.concat([clip, freeBox(`pair ${number}`)]));
  if (number % 2 === 0) return writeFile(join(folder, `${name}.txt`), prompt);
  const made = FIRST + number * 60_000;
  const note = {
    id: genId(made, number),
    task_id: taskId(made - 9_000, number),
    prompt,
    created_at: new Date(made).toISOString(),
    width: 352,
  };
  return writeFile(join(folder, `${name}.json`), JSON.stringify(note));
}

/** A box that players skip. */
function freeBox(text: string): Buffer {
  const box = Buffer.alloc(8 + text.length);
  box.writeUInt32BE(box.length, 0);
  box.write(`free${text}`, 4, 'latin1');
  return box;
}

/** A SoraVault manifest of at least so many bytes. Returns how many items it lists. */
export async function writeManifest(folder: string, bytes: number): Promise<number> {
  await mkdir(folder, { recursive: true });
  const file = await open(join(folder, 'soravault_manifest_2026-04-20T18-22-31.json'), 'w');
  const head =
    '{"soravault_version":"3.0.1","exported_at":"2026-04-20T18:22:31.000Z","scan_sources":["v2_profile"],"items":[';
  let written = head.length;
  let items = 0;
  await file.write(head);
  while (written < bytes) {
    const batch = Array.from({ length: 500 }, () => {
      const number = ++items;
      return JSON.stringify(number % 4 === 0 ? pictureItem(number) : postItem(number));
    }).join(',\n');
    const text = `${written > head.length ? ',\n' : ''}${batch}`;
    await file.write(text);
    written += text.length;
  }
  await file.write(`],"total":${items}}`);
  await file.close();
  return items;
}

/**
 * Zips of stored clips that are mostly holes: a real header, then zeros that take no room on the disk. ZIP64
 * throughout. Each lists its clips in a `generations.json`.
 */
export async function writeSparseZips(folder: string, zips: number, clips: number, clipBytes: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const head = await mp4('sparse');
  for (let zip = 0; zip < zips; zip++) {
    const file = await open(join(folder, `sora-data-files-export-${zip + 1}.zip`), 'w');
    const central: Buffer[] = [];
    let offset = 0;
    const add = async (name: string, content: Buffer, size: number): Promise<void> => {
      const local = Buffer.alloc(30 + name.length + 20);
      local.writeUInt32LE(0x04034b50, 0);
      local.writeUInt16LE(45, 4);
      local.writeUInt32LE(0x5a6321c8, 10);
      local.writeUInt32LE(0xffffffff, 18);
      local.writeUInt32LE(0xffffffff, 22);
      local.writeUInt16LE(name.length, 26);
      local.writeUInt16LE(20, 28);
      local.write(name, 30);
      local.writeUInt16LE(1, 30 + name.length);
      local.writeUInt16LE(16, 32 + name.length);
      local.writeBigUInt64LE(BigInt(size), 34 + name.length);
      local.writeBigUInt64LE(BigInt(size), 42 + name.length);
      await file.write(local, 0, local.length, offset);
      await file.write(content, 0, content.length, offset + local.length);
      const entry = Buffer.alloc(46 + name.length + 28);
      entry.writeUInt32LE(0x02014b50, 0);
      entry.writeUInt16LE(45, 4);
      entry.writeUInt16LE(45, 6);
      entry.writeUInt32LE(0x5a6321c8, 12);
      for (const at of [20, 24, 42]) entry.writeUInt32LE(0xffffffff, at);
      entry.writeUInt16LE(name.length, 28);
      entry.writeUInt16LE(28, 30);
      entry.write(name, 46);
      entry.writeUInt16LE(1, 46 + name.length);
      entry.writeUInt16LE(24, 48 + name.length);
      for (const [at, value] of [size, size, offset].entries())
        entry.writeBigUInt64LE(BigInt(value), 50 + name.length + at * 8);
      central.push(entry);
      offset += local.length + size;
    };
    const ids = Array.from({ length: clips }, (_, at) => genId(FIRST + (zip * clips + at) * 60_000, zip * clips + at));
    const list = ids.map((id, at) => ({
      id,
      task_id: taskId(FIRST, at),
      width: 352,
      height: 640,
      title: 'New Video',
      prompt: `take ${id}`,
      url: '',
    }));
    const json = Buffer.from(JSON.stringify(list));
    await add('generations.json', json, json.length);
    for (const id of ids) await add(`${id}.mp4`, head, clipBytes);
    const directory = Buffer.concat(central);
    await file.write(directory, 0, directory.length, offset);
    const end = Buffer.concat([zip64End(central.length, directory.length, offset), plainEnd()]);
    await file.write(end, 0, end.length, offset + directory.length);
    await file.close();
  }
}

/** The plain end of a directory whose numbers all stand in the ZIP64 end before it. */
function plainEnd(): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  for (const at of [8, 10]) end.writeUInt16LE(0xffff, at);
  for (const at of [12, 16]) end.writeUInt32LE(0xffffffff, at);
  return end;
}
