/** Tests the places in media files where texts can be, and the encodings in which they are written. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ffmpeg from '@ffmpeg-installer/ffmpeg';
import { describe, expect, test, vi } from 'vitest';
import {
  box,
  exif,
  exifComment,
  GRAPH,
  jpegWith,
  jpegWithApp1,
  mp4With,
  PARAMETERS,
  pngWithLate,
  webmWith,
  webpWith,
  xmp,
} from '../fixtures/embedded.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { zip } from '../fixtures/zip.ts';
import { collect } from './collect.ts';

vi.setConfig({ testTimeout: 60_000 });

async function promptsOf(files: Record<string, string | Uint8Array>): Promise<readonly (string | undefined)[]> {
  const folder = await tempFolder();
  await writeFiles(folder, files);
  return (await collect(folder)).records.map(({ claims }) => claims.prompt);
}

const FOX = 'a fox in the snow,\nred coat, (sharp:1.2)';
const SAYS = JSON.stringify({ prompt: 'a fox' });

describe('a PNG with its texts behind the picture', () => {
  test.each([
    ['plain', pngWithLate({ parameters: PARAMETERS })],
    ['compressed', pngWithLate({ parameters: PARAMETERS }, 'zTXt')],
    ['international', pngWithLate({ parameters: PARAMETERS }, 'iTXt')],
    ['a picture of one part', pngWithLate({ parameters: PARAMETERS }, 'tEXt', 300_000, 1)],
    ['large parts', pngWithLate({ Note: 'x'.repeat(90_000), parameters: PARAMETERS }, 'tEXt', 100_000, 20)],
    [
      'a text longer than the end that is read first',
      pngWithLate({ workflow: ' '.repeat(200_000), parameters: PARAMETERS }),
    ],
    ['bytes after the end', Buffer.concat([pngWithLate({ parameters: PARAMETERS }), Buffer.from('IDAT')])],
  ])('%s', async (_, bytes) => {
    expect(await promptsOf({ 'a.png': bytes })).toEqual([FOX]);
  });

  test('in a zip', async () => {
    const content = pngWithLate({ parameters: PARAMETERS });
    expect(await promptsOf({ 'a.zip': zip([{ name: 'a.png', content, deflate: true }]) })).toEqual([FOX]);
  });

  test('letters in the picture data are no texts', async () => {
    expect(await promptsOf({ 'a.png': pngWithLate({}) })).toEqual([]);
  });
});

describe('encodings of a comment in EXIF', () => {
  const marked = (mark: string, text: Buffer): Buffer => Buffer.concat([Buffer.from(mark, 'latin1'), text]);
  const text = `狐 ${PARAMETERS}`;
  test.each([
    ['ASCII', marked('ASCII\0\0\0', Buffer.from(PARAMETERS)), FOX],
    ['UTF-8 marked as ASCII', marked('ASCII\0\0\0', Buffer.from(text)), `狐 ${FOX}`],
    ['undefined', marked('\0\0\0\0\0\0\0\0', Buffer.from(text)), `狐 ${FOX}`],
    ['no mark', Buffer.from(text), `狐 ${FOX}`],
    ['UTF-16 in the order of the data', marked('UNICODE\0', Buffer.from(text, 'utf16le').swap16()), `狐 ${FOX}`],
    ['UTF-16 in the other order', marked('UNICODE\0', Buffer.from(text, 'utf16le')), `狐 ${FOX}`],
    ['UTF-16 with a mark', marked('UNICODE\0', Buffer.from(`\uFEFF${text}`, 'utf16le')), `狐 ${FOX}`],
    [
      'JIS',
      marked('JIS\0\0\0\0\0', Buffer.concat([Buffer.from('\x1b$B8Q\x1b(B ', 'latin1'), Buffer.from(PARAMETERS)])),
      `狐 ${FOX}`,
    ],
  ])('%s', async (_, comment, prompt) => {
    expect(await promptsOf({ 'a.jpg': jpegWith(exifComment(comment)) })).toEqual([prompt]);
  });

  test('Chinese in the other byte order, without a Latin letter', async () => {
    const comment = marked('UNICODE\0', Buffer.from('雪地里的一只红色狐狸在看月亮和星星', 'utf16le'));
    const folder = await tempFolder();
    const settings = exif(SAYS);
    await writeFiles(folder, { 'a.jpg': jpegWithApp1(Buffer.concat([Buffer.from('Exif\0\0'), settings])) });
    expect((await collect(folder)).records).toHaveLength(1);
    const { exifTexts } = await import('../../src-main/formats/embedded/exif-texts.ts');
    expect(exifTexts(exifComment(comment)).get('UserComment')).toBe('雪地里的一只红色狐狸在看月亮和星星');
  });
});

describe('XMP', () => {
  const packet = Buffer.from(xmp(SAYS));
  const mark = Buffer.from('http://ns.adobe.com/xap/1.0/\0');

  test.each([
    ['in JPEG', 'a.jpg', jpegWithApp1(Buffer.concat([mark, packet]))],
    ['in WebP', 'a.webp', webpWith(packet, 'XMP ')],
    [
      'in MP4',
      'a.mp4',
      Buffer.concat([
        box('ftyp', Buffer.from('isom\0\0\0\0')),
        box('moov', box('mvhd', Buffer.alloc(100))),
        box('uuid', Buffer.concat([Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'), packet])),
      ]),
    ],
  ])('%s', async (_, name, bytes) => {
    expect(await promptsOf({ [name]: bytes })).toEqual(['a fox']);
  });

  test('in several parts of a JPEG, in any order', async () => {
    const half = Math.floor(packet.length / 2);
    const part = (from: number, to: number): Buffer => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(packet.length);
      head.writeUInt32BE(from, 4);
      const start = Buffer.from(`http://ns.adobe.com/xmp/extension/\0${'a'.repeat(32)}`);
      return Buffer.concat([start, head, packet.subarray(from, to)]);
    };
    const bytes = jpegWithApp1(part(half, packet.length), part(0, half));
    expect(await promptsOf({ 'a.jpg': bytes })).toEqual(['a fox']);
  });

  test('a damaged packet ends without a text', async () => {
    const odd = ['<rdf:Description a="', '<'.repeat(50_000), '<![CDATA[', '<a>'.repeat(50_000), '</a>&#x110000;&#0;'];
    const files = odd.map((text, at) => [`${at}.webp`, webpWith(Buffer.from(text), 'XMP ')] as const);
    expect(await promptsOf(Object.fromEntries(files))).toEqual([]);
  });
});

describe('tags of videos', () => {
  const made = async (folder: string, name: string, metadata: readonly string[], more: readonly string[] = []) => {
    const source = ['-f', 'lavfi', '-i', 'testsrc=size=64x64:rate=5:duration=0.4'];
    const tags = metadata.flatMap((each) => ['-metadata', each]);
    await promisify(execFile)(ffmpeg.path, [
      '-v',
      'error',
      '-nostdin',
      ...source,
      ...tags,
      ...more,
      join(folder, name),
    ]);
  };

  test('Matroska, WebM, QuickTime and MP4 with free names, as ffmpeg writes them', async () => {
    const folder = await tempFolder();
    await made(folder, 'a.mkv', [`comment=${SAYS}`]);
    await made(folder, 'b.webm', [`comment=${JSON.stringify({ prompt: JSON.stringify(GRAPH), workflow: {} })}`]);
    await made(folder, 'c.mov', [`comment=${SAYS}`]);
    await made(folder, 'd.mp4', [`prompt=${JSON.stringify(GRAPH)}`], ['-movflags', 'use_metadata_tags']);
    await made(folder, 'e.webm', [`prompt=${JSON.stringify(GRAPH)}`, 'workflow={"nodes": []}']);
    const { records } = await collect(folder);
    expect(records.map(({ file, claims }) => [file, claims.prompt])).toEqual([
      ['a.mkv', 'a fox'],
      ['b.webm', 'a fox in the snow'],
      ['c.mov', 'a fox'],
      ['d.mp4', 'a fox in the snow'],
      ['e.webm', 'a fox in the snow'],
    ]);
  });

  test('tags behind the frames are found by the list at the beginning', async () => {
    const bytes = webmWith(SAYS);
    expect(await promptsOf({ 'a.webm': bytes })).toEqual(['a fox']);
    for (let at = 0; at < 120; at++) {
      const bad = Buffer.from(bytes);
      bad[at] = 0xff;
      await promptsOf({ 'a.webm': bad });
    }
  });
});

describe('near-JSON', () => {
  const text = JSON.stringify({ ...GRAPH, 12: { class_type: 'Random Number', inputs: {}, is_changed: ['x'] } });
  test.each([
    ['NaN in a list', text.replace('"x"', 'NaN')],
    ['NaN alone', text.replace('["x"]', 'NaN')],
    ['Infinity', text.replace('["x"]', '[-Infinity, Infinity]')],
    ['cut off', text.slice(0, -30)],
    ['single quotation marks', text.replaceAll('"', "'")],
  ])('%s, in a picture and in the comment of a video', async (_, graph) => {
    const found = await promptsOf({
      'a.jpg': jpegWith(exif('', `prompt:${graph}`)),
      'b.mp4': mp4With(JSON.stringify({ prompt: graph, workflow: { nodes: [] } })),
    });
    expect(found).toEqual(['a fox in the snow', 'a fox in the snow']);
  });

  test('JSON at the place of a prompt is never shown, and a choice of words is a prompt', async () => {
    const folder = await tempFolder();
    await writeFiles(folder, {
      'a.mp4': mp4With(JSON.stringify({ prompt: '{"nodes": [], "x": NaN}', seed: 5 })),
      'b.mp4': mp4With(JSON.stringify({ prompt: '{red|blue} fox, [cat:dog:0.5]' })),
    });
    const { records } = await collect(folder);
    expect(records.map(({ claims }) => claims)).toEqual([{ seed: 5 }, { prompt: '{red|blue} fox, [cat:dog:0.5]' }]);
  });
});
