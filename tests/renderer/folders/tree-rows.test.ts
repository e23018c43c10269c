/** Tests the rows of the folder tree against a tree that is simply written out, and the keys. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourceInfo } from '../../../src-main/contract/library/library.ts';
import type { Folder, FolderPage } from '../../../src-main/contract/searching/folder-tree.ts';
import { closedSources } from '../../../src-renderer/folders/closed-sources.ts';
import { folderStanding, toggleFolder, withoutPlace } from '../../../src-renderer/folders/folder-filter.ts';
import { nameFor, shownName } from '../../../src-renderer/folders/shown-name.ts';
import { treeStep } from '../../../src-renderer/folders/tree-keys.ts';
import { PAGE, type PageKey, type Pages, treeOf } from '../../../src-renderer/folders/tree-rows.ts';

interface Named {
  readonly name: string;
  readonly inside: readonly Named[];
}

const folderOf = (path: string, { name, inside }: Named): Folder => ({
  path,
  name,
  filter: `folder:"${path}"`,
  kind: 'folder',
  count: 1,
  total: 1,
  opens: inside.length > 0,
});

/** The pages of a tree as the server answers them. */
function pagesOf(tops: readonly Named[]): Pages {
  const inside = new Map<string, readonly Named[]>([['', tops]]);
  const note = (path: string, folders: readonly Named[]): void => {
    for (const folder of folders) {
      inside.set(`${path}/${folder.name}`, folder.inside);
      note(`${path}/${folder.name}`, folder.inside);
    }
  };
  note('', tops);
  return ({ under, offset }: PageKey): FolderPage => {
    const all = inside.get(under ?? '') ?? [];
    return {
      trail: [],
      length: all.length,
      folders: all.slice(offset, offset + PAGE).map((one) => folderOf(`${under ?? ''}/${one.name}`, one)),
    };
  };
}

function writtenOut(
  folders: readonly Named[],
  path: string,
  level: number,
  isOpen: (path: string) => boolean,
): string[] {
  return folders.flatMap((folder) => {
    const here = `${path}/${folder.name}`;
    const inside = isOpen(here) ? writtenOut(folder.inside, here, level + 1, isOpen) : [];
    return [`${level} ${here}`, ...inside];
  });
}

const many = (count: number, inside: readonly Named[] = []): Named[] =>
  Array.from({ length: count }, (_, at) => ({ name: String(at), inside }));

describe('rows', () => {
  test('any window of any tree has the rows of the tree written out', () => {
    const { folders } = fc.letrec<{ folders: Named[] }>((tie) => ({
      folders: fc
        .array(fc.record({ inside: fc.oneof({ depthSize: 'small' }, fc.constant([] as Named[]), tie('folders')) }), {
          maxLength: 5,
        })
        .map((all) => all.map(({ inside }, at) => ({ name: String(at), inside: inside as Named[] }))),
    }));
    fc.assert(
      fc.property(folders, fc.nat(40), fc.nat(20), fc.integer(), (tops, from, size, salt) => {
        const isOpen = (path: string): boolean => (path.length * 7 + path.charCodeAt(path.length - 1) + salt) % 3 !== 0;
        const tree = treeOf(pagesOf(tops), isOpen);
        const whole = writtenOut(tops, '', 1, isOpen);
        expect(tree.size).toBe(whole.length);
        const rows = tree.rows(from, from + size);
        expect(rows.map(({ level, folder }) => `${level} ${folder?.path}`)).toEqual(whole.slice(from, from + size));
        for (const { row, folder } of rows) expect(tree.rowOf(folder?.path ?? '')).toBe(row);
      }),
    );
  });

  test('100,000 folders are one number until they are looked at', () => {
    const source = { name: 'top', inside: many(100_000) };
    const pages = pagesOf([source]);
    let calls = 0;
    const loaded = (key: PageKey): FolderPage | undefined => {
      calls += 1;
      return key.under === null || key.offset === 0 || key.offset === 50_000 ? pages(key) : undefined;
    };
    const tree = treeOf(loaded, (path) => path === '/top');
    expect(tree.size).toBe(100_001);
    expect(tree.rows(50_001, 50_003).map(({ folder }) => folder?.name)).toEqual(['50000', '50001']);
    expect(tree.rows(70_001, 70_002)).toMatchObject([
      { folder: null, at: 70_000, page: { under: '/top', offset: 70_000 } },
    ]);
    expect(tree.rowOf('/top/50199')).toBe(50_200);
    expect(tree.rowOf('/top/99999')).toBe(-1);
    // Some times the number of pages, not the number of folders.
    expect(calls).toBeLessThan(4_000);
  });
});

test('closed sources are known without a request', () => {
  const source = { generations: 2, kind: 'folder', within: null, state: 'present' } as SourceInfo;
  const sources = [
    { ...source, id: 1, path: '/b/Sora 10' },
    { ...source, id: 2, path: '/a/Sora 9' },
    { ...source, id: 3, path: '/a/Sora 9/inner', within: 2 },
    { ...source, id: 4, path: '/c/one.mp4', kind: 'file' as const },
  ];
  const tree = treeOf(closedSources(sources, new Intl.Collator('en', { numeric: true }).compare), () => false);
  expect(tree.rows(0, 9).map(({ folder }) => [folder?.name, folder?.opens])).toEqual([
    ['one.mp4', false],
    ['Sora 9', true],
    ['Sora 10', true],
  ]);
});

describe('keys', () => {
  const tree = treeOf(
    pagesOf([
      { name: 'a', inside: many(2) },
      { name: 'b', inside: many(1) },
    ]),
    (path) => path === '/a',
  );
  const press = (row: number, key: string, altKey = false) =>
    treeStep(tree, tree.rows(row, row + 1)[0], { key, altKey });
  test.each([
    [0, 'ArrowDown', { type: 'go', row: 1 }],
    [0, 'ArrowUp', null],
    [3, 'ArrowDown', null],
    [0, 'ArrowRight', { type: 'go', row: 1 }],
    [3, 'ArrowRight', { type: 'open', isOpen: true }],
    [1, 'ArrowRight', null],
    [0, 'ArrowLeft', { type: 'open', isOpen: false }],
    [2, 'ArrowLeft', { type: 'go', row: 0 }],
    [3, 'ArrowLeft', null],
    [3, 'Home', { type: 'go', row: 0 }],
    [0, 'End', { type: 'go', row: 3 }],
    [1, 'Enter', { type: 'choose', isExcluded: false }],
    [1, 'f', null],
  ])('row %i, %s', (row, key, step) => expect(press(row, key)).toEqual(step));
  test('Alt excludes', () => expect(press(1, 'Enter', true)).toEqual({ type: 'choose', isExcluded: true }));
});

describe('a folder in the query', () => {
  const one = { filter: 'folder:"/home/ada/Sora"' };
  const other = { filter: 'folder:"/home/ada/sora"' };
  const keyed = { filter: 'folder:#a1b2' };

  test('is put in, taken out, and replaced by another', () => {
    const q = toggleFolder('lantern', one, false);
    expect(q).toBe('folder:"/home/ada/Sora" lantern');
    expect(toggleFolder(q, one, false)).toBe('lantern');
    expect(toggleFolder(q, other, false)).toBe('folder:"/home/ada/sora" lantern');
    expect(toggleFolder('a OR b', keyed, false)).toBe('folder:#a1b2 (a OR b)');
  });
  test('the counts of the tree are those without the chosen place', () => {
    expect(withoutPlace('folder:"/a" source:b -folder:"/a/c" lantern')).toBe('-folder:"/a/c" lantern');
  });
  test('names that differ by case are two folders', () => {
    expect(folderStanding(one.filter, one)).toBe('wanted');
    expect(folderStanding(one.filter, other)).toBe('absent');
  });
  test('is excluded beside others', () => {
    const q = toggleFolder(one.filter, keyed, true);
    expect(q).toBe('folder:"/home/ada/Sora" -folder:#a1b2');
    expect(folderStanding(q, keyed)).toBe('excluded');
    expect(toggleFolder(q, keyed, true)).toBe(one.filter);
  });
});

describe('names', () => {
  test('control characters and marks of direction are shown, not obeyed', () => {
    expect(shownName('a\nb\u202egpj.exe')).toBe('a\ufffdb\ufffdgpj.exe');
    expect(shownName('ליל')).toBe('ליל');
  });
  test('a name for a tag or collection has nothing invisible', () => {
    expect(nameFor(' 2025\n10\u202e ')).toBe('2025 10');
    expect(nameFor('\u202e')).toBe('');
    expect([...nameFor('龍'.repeat(300))]).toHaveLength(200);
  });
});
