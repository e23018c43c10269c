/** Tests zips that are read in place: names, ranges, unusual and damaged archives. */
import { mkdir, open, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { zipContents } from '../../src-main/formats/zip/zip-contents.ts';
import { locate, openEntry } from '../../src-main/formats/zip/zip-read.ts';
import { tempFolder } from '../fixtures/temp.ts';
import { type ZipFileOptions, zip } from '../fixtures/zip.ts';
import { bytesOf, textOf } from './collect.ts';

// Slow only when many processes run at the same time.
vi.setConfig({ testTimeout: 60_000 });

async function write(files: readonly ZipFileOptions[] | Buffer): Promise<string> {
  const path = join(await tempFolder(), 'a.zip');
  await writeFile(path, Buffer.isBuffer(files) ? files : zip(files as readonly ZipFileOptions[]));
  return path;
}

async function list(path: string): Promise<{ names: string[]; codes: string[]; complete: boolean }> {
  const { members, problems, complete } = await zipContents(path);
  return { names: [...members.keys()], codes: problems.map(({ code }) => code), complete };
}

const LONG = 'the quick brown fox jumps over the lazy dog; '.repeat(20_000);

describe('reading', () => {
  test('stored and deflated entries give their bytes, whole and in ranges', async () => {
    const path = await write([
      { name: 'stored.mp4', content: LONG },
      { name: 'sub/deflated.json', content: LONG, deflate: true },
      { name: 'empty.txt' },
      { name: 'folder/' },
    ]);
    expect(await list(path)).toEqual({
      names: ['stored.mp4', 'sub/deflated.json', 'empty.txt'],
      codes: [],
      complete: true,
    });
    for (const name of ['stored.mp4', 'sub/deflated.json']) {
      expect(await textOf(openEntry(path, name))).toBe(LONG);
      expect(await textOf(openEntry(path, name, { start: 500_000, end: 500_044 }))).toBe(LONG.slice(500_000, 500_044));
      expect(await textOf(openEntry(path, name, { start: LONG.length - 3, end: LONG.length + 9 }))).toBe(
        LONG.slice(-3),
      );
      expect(await textOf(openEntry(path, name, { start: 7, end: 7 }))).toBe('');
    }
    expect(await textOf(openEntry(path, 'empty.txt'))).toBe('');
  });

  test('a stored entry can be located in the file itself', async () => {
    const path = await write([
      { name: 'x' },
      { name: 'clip.mp4', content: 'CLIPBYTES' },
      { name: 'packed.mp4', content: LONG, deflate: true },
    ]);
    const place = await locate(path, 'clip.mp4');
    expect(place).toMatchObject({ size: 9, stored: true });
    const handle = await open(path);
    const { buffer } = await handle.read(Buffer.alloc(9), 0, 9, place.offset);
    await handle.close();
    expect(buffer.toString()).toBe('CLIPBYTES');
    expect(await locate(path, 'packed.mp4')).toMatchObject({ size: LONG.length, stored: false });
  });

  test('a plain file is opened by the same function', async () => {
    const path = join(await tempFolder(), 'plain.mp4');
    await writeFile(path, '0123456789');
    expect(await textOf(openEntry(path, null, { start: 3, end: 6 }))).toBe('345');
    await expect(openEntry(`${path}x`, null)).rejects.toMatchObject({ problem: { code: 'file-missing' } });
  });

  test('a zip that changed is listed again', async () => {
    const path = await write([{ name: 'a', content: '1' }]);
    expect((await list(path)).names).toEqual(['a']);
    await writeFile(path, zip([{ name: 'bb', content: '22' }]));
    expect((await list(path)).names).toEqual(['bb']);
    await expect(openEntry(path, 'a')).rejects.toMatchObject({ problem: { code: 'file-missing' } });
  });

  test('ZIP64 fields, streamed sizes and timestamps are read', async () => {
    const modified = new Date(2025, 4, 6, 7, 8, 10);
    const path = await write([
      { name: 'a.mp4', content: LONG, zip64: true, modified },
      { name: 'b.json', content: LONG, streamed: true, deflate: true },
    ]);
    expect((await zipContents(path)).members.get('a.mp4')?.mtimeMs).toBe(modified.getTime());
    for (const name of ['a.mp4', 'b.json']) expect(await textOf(openEntry(path, name))).toBe(LONG);
  });

  test('a hundred thousand entries are listed', async () => {
    const path = await write(Array.from({ length: 100_000 }, (_, i) => ({ name: `gen_${i}.mp4` })));
    expect((await zipContents(path)).members.size).toBe(100_000);
  });
});

/** Names in the code pages of Windows and DOS: their bytes, and what they say. */
const CODE_PAGES: readonly (readonly [string, readonly (readonly [hex: string, name: string])[]])[] = [
  [
    'Korean (949)',
    [
      ['b0edb7a120bfb5bbf32e6d7034', '고래 영상.mp4'],
      ['c7cfb4c32e6d7034', '하늘.mp4'],
      ['bbe7c1f82e6d7034', '사진.mp4'],
      ['bcadbfefc0c720b9e32e6d7034', '서울의 밤.mp4'],
      ['babd20bfa9b8a720b0a1c0bb2e6d7034', '봄 여름 가을.mp4'],
      ['bbf520c6fab4f52fb0adbec6c1f62e6d7034', '새 폴더/강아지.mp4'],
      ['bfecc1d6b8a620b3aab4c220b0edbee7c0cc2e6d7034', '우주를 나는 고양이.mp4'],
      ['94ee2e6d7034', '뷁.mp4'],
    ],
  ],
  [
    'traditional Chinese (Big5)',
    [
      ['bb4fa4a4a95db4ba2e6d7034', '臺中夜景.mp4'],
      ['a578a55faabaab422e6d7034', '台北的雨.mp4'],
      ['bfdf2e6d7034', '貓.mp4'],
      ['bc76a4f92e6d7034', '影片.mp4'],
      ['b773bc57b8eaaec6a7a82e6d7034', '新增資料夾.mp4'],
      ['a455ab42aabab5f3b9442e6d7034', '下雨的街道.mp4'],
      ['acf5a6e2bf4fb6f02e6d7034', '紅色燈塔.mp4'],
      ['a7daaabaa740ab7e2e6d7034', '我的作品.mp4'],
    ],
  ],
  [
    'simplified Chinese (GBK)',
    [
      ['c9cfbaa3b5c4d3ea2e6d7034', '上海的雨.mp4'],
      ['b1b1bea9d2b9beb02e6d7034', '北京夜景.mp4'],
      ['c3a82e6d7034', '猫.mp4'],
      ['cad3c6b52e6d7034', '视频.mp4'],
      ['d0c2bda8cec4bcfebcd02e6d7034', '新建文件夹.mp4'],
      ['cfc2d3eab5c4bdd6b5c02e6d7034', '下雨的街道.mp4'],
      ['baecc9abb5c6cbfe2e6d7034', '红色灯塔.mp4'],
      ['ced2b5c4d7f7c6b72e6d7034', '我的作品.mp4'],
    ],
  ],
  [
    'Japanese (932)',
    [
      ['835c838982cc955c2e6d7034', 'ソラの表.mp4'],
      ['938c8b9e82cc96e92e6d7034', '東京の夜.mp4'],
      ['944c2e6d7034', '猫.mp4'],
      ['905682b582a283748348838b835f815b2e6d7034', '新しいフォルダー.mp4'],
      ['93ae89e62e6d7034', '動画.mp4'],
      ['894a82cc8a582e6d7034', '雨の街.mp4'],
      ['90d482a2939491e42e6d7034', '赤い灯台.mp4'],
      ['8bf394f282d4834e835783892e6d7034', '空飛ぶクジラ.mp4'],
    ],
  ],
  [
    'Russian (866)',
    [
      ['8daea2a0ef20afa0afaaa02e6d7034', 'Новая папка.mp4'],
      ['8ca0efaa2e6d7034', 'Маяк.mp4'],
      ['84aea6a4ec20a2208caee1aaa2a52e6d7034', 'Дождь в Москве.mp4'],
      ['aaaee22e6d7034', 'кот.mp4'],
      ['8ba5e2a0eee9a8a920aaa8e22e6d7034', 'Летающий кит.mp4'],
      ['81a5a720a8aca5ada82e6d7034', 'Без имени.mp4'],
      ['8aaeafa8ef20a2a8a4a5ae2e6d7034', 'Копия видео.mp4'],
      ['f0abaaa02e6d7034', 'Ёлка.mp4'],
    ],
  ],
  [
    'Russian (1251)',
    [
      ['cdeee2e0ff20efe0efeae02e6d7034', 'Новая папка.mp4'],
      ['cce0ffea2e6d7034', 'Маяк.mp4'],
      ['c4eee6e4fc20e220cceef1eae2e52e6d7034', 'Дождь в Москве.mp4'],
      ['eaeef22e6d7034', 'кот.mp4'],
      ['cbe5f2e0fef9e8e920eae8f22e6d7034', 'Летающий кит.mp4'],
      ['c1e5e720e8ece5ede82e6d7034', 'Без имени.mp4'],
      ['c2c8c4c5ce2e6d7034', 'ВИДЕО.mp4'],
      ['d3eaf0e0bfede02e6d7034', 'Україна.mp4'],
    ],
  ],
  [
    'Greek (737)',
    [
      ['94e1a8a6aa2e6d7034', 'Φάρος.mp4'],
      ['8ce2a6aa20ade1a19ca2a6aa2e6d7034', 'Νέος φάκελος.mp4'],
      ['81a8a6aee320a9ab9ea420809fe3a4982e6d7034', 'Βροχή στην Αθήνα.mp4'],
      ['9ae1ab982e6d7034', 'γάτα.mp4'],
      ['84a0a1e6a4982e6d7034', 'Εικόνα.mp4'],
      ['9fe1a298a9a9982e6d7034', 'θάλασσα.mp4'],
    ],
  ],
  [
    'Greek (1253)',
    [
      ['d6dcf1eff22e6d7034', 'Φάρος.mp4'],
      ['cdddeff220f6dceae5ebeff22e6d7034', 'Νέος φάκελος.mp4'],
      ['c2f1eff7de20f3f4e7ed20c1e8deede12e6d7034', 'Βροχή στην Αθήνα.mp4'],
      ['e3dcf4e12e6d7034', 'γάτα.mp4'],
      ['c5e9eafcede12e6d7034', 'Εικόνα.mp4'],
    ],
  ],
  [
    'Western (850)',
    [
      ['63728282652085204e6f896c2e6d7034', 'créée à Noël.mp4'],
      ['5a77946c66209966656e20677294e165722e6d7034', 'Zwölf Öfen größer.mp4'],
      ['6e69a46f2e6d7034', 'niño.mp4'],
      ['53c66f205061756c6f2e6d7034', 'São Paulo.mp4'],
      ['92729b2e6d7034', 'Ærø.mp4'],
      ['676172876f6e2e6d7034', 'garçon.mp4'],
      ['9a62657273696368742e6d7034', 'Übersicht.mp4'],
      ['8274822e6d7034', 'été.mp4'],
    ],
  ],
  [
    'Western (1252)',
    [
      ['6372e9e96520e0204e6feb6c2e6d7034', 'créée à Noël.mp4'],
      ['5a77f66c6620d666656e206772f6df65722e6d7034', 'Zwölf Öfen größer.mp4'],
      ['6e69f16f2e6d7034', 'niño.mp4'],
      ['53e36f205061756c6f2e6d7034', 'São Paulo.mp4'],
      ['676172e76f6e2e6d7034', 'garçon.mp4'],
      ['4c92e974e92e6d7034', 'L’été.mp4'],
      ['9371756f7465942e6d7034', '“quote”.mp4'],
      ['e974e92e6d7034', 'été.mp4'],
    ],
  ],
  [
    'Central European (852)',
    [
      ['5a61bea288862067a9986ca5206a61abe42e6d7034', 'Zażółć gęślą jaźń.mp4'],
      ['50fda16c69e720a76c759c6f759f6bec206b85e52e6d7034', 'Příliš žluťoučký kůň.mp4'],
      ['9da264ab2e6d7034', 'Łódź.mp4'],
      ['a07276a17a74fb728b2e6d7034', 'árvíztűrő.mp4'],
      ['6b6f9f6b612e6d7034', 'kočka.mp4'],
      ['be6162612e6d7034', 'żaba.mp4'],
    ],
  ],
  [
    'Central European (1250)',
    [
      ['5a61bff3b3e62067ea9c6cb9206a619ff12e6d7034', 'Zażółć gęślą jaźń.mp4'],
      ['50f8ed6c699a209e6c759d6f75e86bfd206bf9f22e6d7034', 'Příliš žluťoučký kůň.mp4'],
      ['a3f3649f2e6d7034', 'Łódź.mp4'],
      ['6b6fe86b612e6d7034', 'kočka.mp4'],
    ],
  ],
  [
    'Turkish (857)',
    [
      ['59656e69206b6c617394722e6d7034', 'Yeni klasör.mp4'],
      ['987374616e62756c207961a76d75722e6d7034', 'İstanbul yağmur.mp4'],
      ['67816e659f2e6d7034', 'güneş.mp4'],
      ['9f656869722e6d7034', 'şehir.mp4'],
    ],
  ],
  [
    'Hebrew (862)',
    [
      ['9a8997898420878399842e6d7034', 'תיקיה חדשה.mp4'],
      ['899885998c898d2e6d7034', 'ירושלים.mp4'],
      ['879a858c2e6d7034', 'חתול.mp4'],
    ],
  ],
  [
    'Hebrew (1255)',
    [
      ['fae9f7e9e420e7e3f9e42e6d7034', 'תיקיה חדשה.mp4'],
      ['e9f8e5f9ece9ed2e6d7034', 'ירושלים.mp4'],
      ['e7fae5ec2e6d7034', 'חתול.mp4'],
    ],
  ],
  [
    'Arabic (720)',
    [
      ['eaa4e9a720a4a7efa72e6d7034', 'مجلد جديد.mp4'],
      ['9fe9e79feca9a12e6d7034', 'القاهرة.mp4'],
      ['e7e1a12e6d7034', 'قطة.mp4'],
    ],
  ],
  [
    'Arabic (1256)',
    [
      ['e3cce1cf20cccfedcf2e6d7034', 'مجلد جديد.mp4'],
      ['c7e1dec7e5d1c92e6d7034', 'القاهرة.mp4'],
      ['ded8c92e6d7034', 'قطة.mp4'],
    ],
  ],
  [
    'Thai (874)',
    [
      ['e2bfc5e0b4cdc3ece3cbc1e82e6d7034', 'โฟลเดอร์ใหม่.mp4'],
      ['a1c3d8a7e0b7be2e6d7034', 'กรุงเทพ.mp4'],
      ['e1c1c72e6d7034', 'แมว.mp4'],
    ],
  ],
];

describe('names', () => {
  test.each([
    ['UTF-8 with its flag', 'ほげ 猫.mp4', 'ほげ 猫.mp4'],
    ['UTF-8 without its flag', Buffer.from('ほげ 猫.mp4'), 'ほげ 猫.mp4'],
    ['Shift_JIS', Buffer.from([0x82, 0xd9, 0x82, 0xb0, 0x2e, 0x6d, 0x70, 0x34]), 'ほげ.mp4'],
    ['GBK', Buffer.from([0xd6, 0xd0, 0xce, 0xc4, 0x2e, 0x6d, 0x70, 0x34]), '中文.mp4'],
    ['code page 437', Buffer.from([0x53, 0x63, 0x68, 0x94, 0x6e, 0x2e, 0x6d, 0x70, 0x34]), 'Schön.mp4'],
    ['backslashes', Buffer.from('sub\\a.mp4'), 'sub/a.mp4'],
  ])('%s', async (_, name, decoded) => {
    expect((await list(await write([{ name, content: 'x' }]))).names).toEqual([decoded]);
  });

  test.each(CODE_PAGES)('%s: the names of a zip together show their code page', async (_, names) => {
    const files = names.map(([hex, content]) => ({ name: Buffer.from(hex, 'hex'), content }));
    expect((await list(await write(files))).names).toEqual(names.map(([, name]) => name));
  });

  test('a list in the zip that names its files decides, in plain letters or in JSON’s numbers', async () => {
    // By themselves these bytes are è in UTF-8, and a cat in GBK.
    const name = Buffer.from('c3a82e6d7034', 'hex');
    expect((await list(await write([{ name }]))).names).toEqual(['è.mp4']);
    for (const content of ['[{"file": "猫.mp4"}]', '[{"file": "\\u732b.mp4"}]']) {
      const files = [{ name }, { name: 'index.json', content, deflate: true }];
      expect((await list(await write(files))).names).toEqual(['猫.mp4', 'index.json']);
    }
  });

  test('UTF-8 beside a code page, the flag of UTF-8 without UTF-8, and bytes of no language', async () => {
    const russian = Buffer.from('8daea2a0ef20afa0afaaa02e6d7034', 'hex');
    const modern = Buffer.from('Дождь в Москве.mp4');
    expect((await list(await write([{ name: russian }, { name: modern }]))).names).toEqual([
      'Новая папка.mp4',
      'Дождь в Москве.mp4',
    ]);
    const flagged = zip([{ name: 'abcde.mp4', content: 'x' }]);
    for (let at = flagged.indexOf('abcde'); at >= 0; at = flagged.indexOf('abcde', at + 1))
      flagged.set([0x53, 0x63, 0x68, 0x94, 0x6e], at);
    expect((await list(await write(flagged))).names).toEqual(['Schön.mp4']);
    expect((await list(await write([{ name: Buffer.from('ff80fe81', 'hex'), content: 'x' }]))).names).toHaveLength(1);
  });

  test('names that lead outside are reported and read under safe names', async () => {
    const path = await write([
      { name: '../../evil.mp4', content: '1' },
      { name: '/etc/passwd.mp4', content: '2' },
      { name: 'C:\\Windows\\a.mp4', content: '3' },
      { name: './ok.mp4', content: '4' },
      { name: '..', content: '5' },
    ]);
    const { names, codes } = await list(path);
    expect(names).toEqual(['evil.mp4', 'etc/passwd.mp4', 'Windows/a.mp4', 'ok.mp4']);
    expect(codes).toEqual(['zip-unsafe-name', 'zip-unsafe-name', 'zip-unsafe-name']);
    expect(await textOf(openEntry(path, 'evil.mp4'))).toBe('1');
  });

  test('two entries with the same name are two files', async () => {
    const path = await write([
      { name: 'd/a.mp4', content: '1' },
      { name: 'd/a.mp4', content: '2' },
      { name: 'b', content: '3' },
      { name: 'b', content: '4' },
    ]);
    expect((await list(path)).names).toEqual(['d/a.mp4', 'd/a (2).mp4', 'b', 'b (2)']);
    expect(await textOf(openEntry(path, 'd/a (2).mp4'))).toBe('2');
  });

  test('system files are not listed', async () => {
    const path = await write([
      { name: '__MACOSX/._a.mp4' },
      { name: 'a/._b.mp4' },
      { name: '.DS_Store' },
      { name: 'a/b.mp4' },
    ]);
    expect((await list(path)).names).toEqual(['a/b.mp4']);
  });
});

describe('zips in zips', () => {
  const inner = zip([
    { name: 'generations.json', content: LONG, deflate: true },
    { name: 'clip.mp4', content: 'CLIP' },
  ]);

  test('a stored zip is read in place', async () => {
    const path = await write([
      { name: 'parts/part-1.zip', content: inner },
      { name: 'readme.txt', content: 'hi' },
    ]);
    expect((await list(path)).names).toEqual([
      'readme.txt',
      'parts/part-1.zip/generations.json',
      'parts/part-1.zip/clip.mp4',
    ]);
    expect(await textOf(openEntry(path, 'parts/part-1.zip/generations.json'))).toBe(LONG);
    expect(await textOf(openEntry(path, 'parts/part-1.zip/clip.mp4', { start: 1, end: 3 }))).toBe('LI');
  });

  test('a compressed zip and a too deep zip are reported', async () => {
    const packed = await write([{ name: 'part.zip', content: inner, deflate: true }]);
    expect(await list(packed)).toEqual({ names: [], codes: ['zip-nested-deflated'], complete: false });
    const deep = await write([{ name: 'a.zip', content: zip([{ name: 'b.zip', content: inner }]) }]);
    expect(await list(deep)).toEqual({ names: [], codes: ['zip-nested-deep'], complete: false });
  });
});

describe('odd and damaged zips', () => {
  const files: ZipFileOptions[] = [
    { name: 'generations.json', content: LONG, deflate: true },
    { name: 'one.mp4', content: LONG },
    { name: 'two.mp4', content: LONG.toUpperCase() },
  ];

  test('bytes before or after the archive are ignored', async () => {
    for (const odd of [
      Buffer.concat([Buffer.from('#!/bin/sh\n'), zip(files)]),
      Buffer.concat([zip(files), Buffer.alloc(300, 'x')]),
    ]) {
      const path = await write(odd);
      expect(await list(path)).toEqual({
        names: ['generations.json', 'one.mp4', 'two.mp4'],
        codes: [],
        complete: true,
      });
      expect(await textOf(openEntry(path, 'two.mp4'))).toBe(LONG.toUpperCase());
    }
  });

  test('a zip without its directory is searched for files', async () => {
    for (const streamed of [false, true]) {
      const whole = zip(files.map((file) => ({ ...file, streamed })));
      const path = await write(whole.subarray(0, whole.indexOf('PK\x01\x02', 0, 'latin1')));
      expect(await list(path)).toEqual({
        names: ['generations.json', 'one.mp4', 'two.mp4'],
        codes: ['zip-damaged'],
        complete: false,
      });
      expect(await textOf(openEntry(path, 'generations.json'))).toBe(LONG);
      expect(await textOf(openEntry(path, 'two.mp4'))).toBe(LONG.toUpperCase());
    }
  });

  test('the readable part of the last, cut file is read', async () => {
    for (const streamed of [false, true]) {
      const path = await write(
        zip([
          { ...(files[1] as ZipFileOptions), streamed },
          { ...(files[2] as ZipFileOptions), streamed },
        ]),
      );
      await truncate(path, LONG.length + 100 + 50_000);
      expect(await list(path)).toEqual({ names: ['one.mp4', 'two.mp4'], codes: ['zip-damaged'], complete: false });
      expect(await textOf(openEntry(path, 'one.mp4'))).toBe(LONG);
      const rest = await textOf(openEntry(path, 'two.mp4'));
      expect(rest.length).toBeGreaterThan(49_000);
      expect(LONG.toUpperCase().startsWith(rest)).toBe(true);
      const packed = await write(zip([{ ...(files[0] as ZipFileOptions), content: noise(400_000), streamed }]));
      await truncate(packed, 200_000);
      expect((await bytesOf(openEntry(packed, 'generations.json'))).length).toBeGreaterThan(100_000);
    }
  });

  test.each([
    ['an empty file', Buffer.alloc(0)],
    ['something else', Buffer.from('<html>not found</html>')],
    ['four bytes', Buffer.from('PK\x03\x04', 'latin1')],
    ['only an end record, with wrong values', Buffer.from(`PK\x05\x06${'\xff'.repeat(18)}`, 'latin1')],
  ])('%s named .zip is a problem', async (_, bytes) => {
    expect(await list(await write(bytes))).toMatchObject({ names: [], codes: ['zip-damaged'], complete: false });
  });

  test('no flipped byte makes listing throw or hang', async () => {
    const whole = zip(files.map((file) => ({ ...file, content: 'short content' })));
    const folder = await tempFolder();
    for (let at = 0; at < whole.length; at += 3) {
      const bad = Buffer.from(whole);
      bad[at] = (bad[at] as number) ^ 0xff;
      const path = join(folder, `${at}.zip`);
      await writeFile(path, bad);
      const { members } = await zipContents(path);
      for (const name of members.keys())
        await bytesOf(openEntry(path, name)).catch((cause) => expect(cause).toHaveProperty('problem'));
    }
  });

  test('encrypted files are reported once, and the others are read', async () => {
    const path = await write([
      { name: 'a.mp4', encrypted: true, content: 'x' },
      { name: 'b.mp4', encrypted: true, content: 'x' },
      { name: 'c.mp4', content: 'c' },
    ]);
    expect(await list(path)).toEqual({ names: ['c.mp4'], codes: ['zip-encrypted'], complete: false });
  });

  test('an unknown method, a zip bomb and a wrong size fail when opened', async () => {
    const path = await write([
      { name: 'lzma.mp4', content: 'x', method: 14 },
      { name: 'bomb.json', content: 'x', deflate: true, statedSize: 3_000_000_000 },
      { name: 'more.json', content: LONG, deflate: true, statedSize: 100 },
      { name: 'less.json', content: 'x', deflate: true, statedSize: 100 },
    ]);
    const failure = async (name: string): Promise<string> =>
      (await bytesOf(openEntry(path, name)).catch((cause) => cause)).problem?.code;
    expect(await failure('lzma.mp4')).toBe('zip-method');
    expect(await failure('bomb.json')).toBe('zip-bomb');
    expect(await failure('more.json')).toBe('zip-damaged');
    expect(await failure('less.json')).toBe('zip-damaged');
  });

  test('offsets beyond 4 GiB without ZIP64, as the Finder writes them, are followed', async () => {
    const path = join(await tempFolder(), 'finder.zip');
    const far = 2 ** 32 + 1000;
    const late = zip([{ name: 'late.mp4', content: 'LATE' }]);
    const early = zip([{ name: 'early.mp4', content: 'EARLY' }]);
    const directoryOf = (bytes: Buffer): Buffer =>
      Buffer.from(bytes.subarray(bytes.indexOf('PK\x01\x02', 0, 'latin1'), bytes.length - 22));
    const [first, second] = [directoryOf(early), directoryOf(late)];
    second.writeUInt32LE(far % 2 ** 32, 42);
    // The wrap shows only when the offset falls, so the first file has a higher offset.
    const gap = 5000;
    first.writeUInt32LE(gap, 42);
    const end = Buffer.from(late.subarray(-22));
    const localLate = late.subarray(0, late.indexOf('PK\x01\x02', 0, 'latin1'));
    const directoryAt = far + localLate.length;
    end.writeUInt16LE(2, 8);
    end.writeUInt16LE(2, 10);
    end.writeUInt32LE(first.length + second.length, 12);
    end.writeUInt32LE(directoryAt % 2 ** 32, 16);
    await mkdir(join(path, '..'), { recursive: true });
    const handle = await open(path, 'w');
    await handle.write(early.subarray(0, early.indexOf('PK\x01\x02', 0, 'latin1')), 0, undefined, gap);
    await handle.write(Buffer.concat([localLate, first, second, end]), 0, undefined, far);
    await handle.close();
    expect(await list(path)).toEqual({ names: ['early.mp4', 'late.mp4'], codes: [], complete: true });
    expect(await textOf(openEntry(path, 'late.mp4'))).toBe('LATE');
    expect(await textOf(openEntry(path, 'early.mp4'))).toBe('EARLY');
  });
});

/** Bytes that do not compress, the same in every run. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let i = 0, state = 1; i < length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}
