/** Tests that a file is what its bytes say, whatever its name says, and that media of an unread kind are told. */
import { basename } from 'node:path';
import { expect, test, vi } from 'vitest';
import { jpeg, mp4, png } from '../fixtures/media.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { testLibrary } from './library.ts';

vi.setConfig({ testTimeout: 120_000 });

test('pictures and clips under rare, unknown and wrong extensions are items', async () => {
  const root = await tempFolder();
  await writeFiles(root, {
    'tulips.jfif': await jpeg('tulips'),
    'tulips.txt': 'a gondola crossing a street of tulips',
    'still.jpe': await jpeg('still'),
    'loop.apng': png('loop'),
    'saved.bmp': png('saved as something else'),
    'clip.tmp': await mp4('clip'),
    'photo.jpg_large': await jpeg('photo'),
    'set aside.mp4.bak': await mp4('aside'),
    'picture.xyz': png('unknown'),
    'no extension': png('none'),
    'letter.xyz': 'not a picture',
    'letter.docx': png('named like a document'),
  });
  const { library, import: bring } = await testLibrary();
  const report = await bring(root);
  expect(report.problems).toEqual([]);
  const { items } = await library.reads.search({ q: '', sort: 'newest', seed: 0, limit: 50, offsetId: null });
  expect(items.map(({ files: [file], prompt }) => [basename(file?.path ?? ''), file?.mime, prompt]).sort()).toEqual([
    ['clip.tmp', 'video/mp4', null],
    ['loop.apng', 'image/png', null],
    ['no extension', 'image/png', null],
    ['photo.jpg_large', 'image/jpeg', null],
    ['picture.xyz', 'image/png', null],
    ['saved.bmp', 'image/png', null],
    ['still.jpe', 'image/jpeg', null],
    ['tulips.jfif', 'image/jpeg', 'a gondola crossing a street of tulips'],
  ]);
  expect(report.files).toMatchObject({ added: 8, skipped: 3 });
});

test('media of an unread kind are told by their kind, again in a second import; letters alone are not', async () => {
  const root = await tempFolder();
  const bitmap = Buffer.alloc(64);
  bitmap.write('BM', 0, 'latin1');
  bitmap.writeUInt32LE(40, 14);
  const tiff = Buffer.from('II*\0\x08\0\0\0\0\0', 'latin1');
  await writeFiles(root, {
    'scan.tif': tiff,
    'scan.png': tiff,
    'paint.bmp': bitmap,
    'old.wmv': Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex'),
    'words.bmp': 'BM is how this text begins',
    'a.png': png('a'),
  });
  const { import: bring } = await testLibrary();
  const told = async () =>
    (await bring(root)).problems.map(({ path, code, params }) => [basename(path), code, params?.name]).sort();
  const expected = [
    ['old.wmv', 'media-unread', 'Windows Media'],
    ['paint.bmp', 'media-unread', 'BMP'],
    ['scan.png', 'media-unread', 'TIFF'],
    ['scan.tif', 'media-unread', 'TIFF'],
  ];
  expect(await told()).toEqual(expected);
  expect(await told()).toEqual(expected);
});
