/** The dock's menu, recent documents and the jump list. */
import { expect, test } from 'vitest';
import { jumpList, type SystemListsParts, updateSystemLists } from '../../src-main/desktop/menu/system-lists.ts';
import { textsFor } from '../../src-main/desktop/menu/texts.ts';

const texts = textsFor(['en']);
const start = { program: 'C:\\Program Files\\Afterimage\\Afterimage.exe', words: ['--library', 'D:\\My library\\'] };
const recents = [
  { path: 'C:\\new.zip', isThere: true },
  { path: 'E:\\away.zip', isThere: false },
  { path: 'C:\\old.zip', isThere: true },
];

/** The calls to the system, in order. */
function told(platform: NodeJS.Platform, outcomes: string[] = []): readonly unknown[] {
  const said: unknown[] = [];
  updateSystemLists(
    {
      app: {
        addRecentDocument: (path: string) => void said.push(path),
        clearRecentDocuments: () => void said.push('cleared'),
        getJumpListSettings: () => ({ minItems: 10, removedItems: [] }),
        setJumpList: (list: unknown) => {
          said.push(list);
          return outcomes.shift() ?? 'ok';
        },
        dock: { setMenu: (menu: unknown) => void said.push(menu) },
      },
      menu: { buildFromTemplate: (items: readonly { label: string }[]) => items.map(({ label }) => label) },
      platform,
      start,
      newWindow: () => {},
    } as unknown as SystemListsParts,
    recents,
    texts,
  );
  return said;
}

test('macOS has a dock menu, and the newest of its recent documents is added last', () => {
  expect(told('darwin')).toEqual([['New window'], 'cleared', 'C:\\old.zip', 'C:\\new.zip']);
});

test('Linux has no lists for programs', () => {
  expect(told('linux')).toEqual([]);
});

test('the entries of the jump list start the program with a path or with another window', () => {
  expect(jumpList(['C:\\new.zip', 'D:\\'], [], start, texts)).toMatchObject([
    {
      type: 'custom',
      name: 'Recent archives',
      items: [
        { title: 'new.zip', args: '"--library" "D:\\My library\\\\" "--" "C:\\new.zip"' },
        { title: 'D:\\', args: '"--library" "D:\\My library\\\\" "--" "D:\\\\"' },
      ],
    },
    {
      type: 'tasks',
      items: [{ title: 'New window', program: start.program, args: '"--library" "D:\\My library\\\\" "--new-window"' }],
    },
  ]);
});

test('an entry that the person removed from the jump list stays removed, and an empty group is left out', () => {
  const args = (jumpList(['C:\\new.zip'], [], start, texts)[0]?.items ?? []).map((item) => item.args);
  expect(jumpList(['C:\\new.zip'], args, start, texts).map(({ type }) => type)).toEqual(['tasks']);
});

test('when recent items are switched off, the tasks remain', () => {
  const said = told('win32', ['customCategoryAccessDeniedError']) as { type: string }[][];
  expect(said.map((list) => list.map(({ type }) => type))).toEqual([['custom', 'tasks'], ['tasks']]);
});
