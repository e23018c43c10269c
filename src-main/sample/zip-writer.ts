/** Writes an uncompressed zip. Media does not compress well, and stored entries can be read in place. */
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

export interface ZipInput {
  /** The entry's name, in UTF-8. */
  readonly name: string;
  /** The file with the entry's bytes. */
  readonly path: string;
}

interface Written {
  readonly name: Buffer;
  readonly crc: number;
  readonly size: number;
  readonly offset: number;
}

/** 11 April 2026, 09:00, in the zip's own format. A fixed date makes the same archive every time. */
const DATE = ((2026 - 1980) << 9) | (4 << 5) | 11;
const TIME = 9 << 11;
const UTF8 = 0x0800;

/** Stores the files one after another. There is no ZIP64, so together they must stay below 4 GB. */
export async function writeZip(target: string, inputs: readonly ZipInput[]): Promise<void> {
  const file = await open(target, 'w');
  try {
    let at = 0;
    const written: Written[] = [];
    for (const input of inputs) {
      const bytes = await readFile(input.path);
      const entry = { name: Buffer.from(input.name), crc: crc32(bytes), size: bytes.length, offset: at };
      at = await append(file, at, localHeader(entry), bytes);
      written.push(entry);
    }
    const directory = Buffer.concat(written.map(centralHeader));
    await append(file, at, directory, endRecord(written.length, directory.length, at));
  } finally {
    await file.close();
  }
}

async function append(file: FileHandle, at: number, ...chunks: readonly Buffer[]): Promise<number> {
  let end = at;
  for (const chunk of chunks) {
    await file.write(chunk, 0, chunk.length, end);
    end += chunk.length;
  }
  return end;
}

function localHeader({ name, crc, size }: Written): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  common(head, 4, crc, size, name.length);
  return Buffer.concat([head, name]);
}

function centralHeader({ name, crc, size, offset }: Written): Buffer {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(20, 4);
  common(head, 6, crc, size, name.length);
  head.writeUInt32LE(offset, 42);
  return Buffer.concat([head, name]);
}

/** Writes the fields that both headers share, from "version needed" to "name length". */
function common(head: Buffer, at: number, crc: number, size: number, nameLength: number): void {
  head.writeUInt16LE(20, at);
  head.writeUInt16LE(UTF8, at + 2);
  head.writeUInt16LE(TIME, at + 6);
  head.writeUInt16LE(DATE, at + 8);
  head.writeUInt32LE(crc, at + 10);
  head.writeUInt32LE(size, at + 14);
  head.writeUInt32LE(size, at + 18);
  head.writeUInt16LE(nameLength, at + 22);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
