/** Commands: keys, names, targets, and finding them by a few letters. */
import '../all-texts.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMMAND_IDS } from '../../../src-renderer/commands/command-ids.ts';
import { COMMANDS } from '../../../src-renderer/commands/commands.ts';
import { keyCaps, shortcutLabel, shortcutOf } from '../../../src-renderer/commands/keys.ts';
import { fuzzyFilter, fuzzyScore } from '../../../src-renderer/commands/palette/fuzzy.ts';
import { targetOf } from '../../../src-renderer/commands/target.ts';
import { isTextKey } from '../../../src-renderer/i18n/texts.ts';
import { NOTHING_SELECTED } from '../../../src-renderer/state/store.ts';

const press = (key: string, change: object = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...change,
});

describe('keys', () => {
  test('are the same shortcut on every system', () => {
    expect(shortcutOf(press('k', { ctrlKey: true }), false)).toBe('mod+k');
    expect(shortcutOf(press('k', { metaKey: true }), true)).toBe('mod+k');
    expect(shortcutOf(press('k', { ctrlKey: true }), true)).toBe('other+k');
    expect(shortcutOf(press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe('shift+mod+z');
  });

  test('that are signs do not include Shift', () => {
    expect(shortcutOf(press('?', { shiftKey: true }), false)).toBe('?');
    expect(shortcutOf(press('/', { shiftKey: true }), false)).toBe('/');
  });

  test('are recognised by their position on keyboards of other scripts', () => {
    expect(shortcutOf(press('а', { code: 'KeyF' }), false)).toBe('f');
  });

  test('are shown as printed on the keyboard', () => {
    expect(shortcutLabel('shift+mod+z', true)).toBe('⇧⌘Z');
    expect(keyCaps('mod+k', false)).toEqual(['Ctrl', 'K']);
  });
});

describe('every command', () => {
  test('has a unique id, shortcut and name', () => {
    const shortcuts = COMMANDS.flatMap(({ shortcut }) => shortcut ?? []);
    expect(COMMANDS.map(({ id }) => id).sort()).toEqual([...COMMAND_IDS].sort());
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
    for (const { name } of COMMANDS) expect(isTextKey(name)).toBe(true);
  });
});

describe('finding commands by letters', () => {
  test('matches at the beginnings of words come first', () => {
    const names = ['Undo', 'Show or hide the sidebar', 'Copy prompt', 'Compare side by side'];
    expect(fuzzyFilter('cp', names, (name) => name)[0]).toBe('Copy prompt');
    expect(fuzzyFilter('side', names, (name) => name)).toContain('Show or hide the sidebar');
    expect(fuzzyFilter('zzz', names, (name) => name)).toEqual([]);
  });

  test('letters of a name in the right order find it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '纸'), maxLength: 12 }),
        fc.array(fc.boolean()),
        (name, kept) => {
          const typed = [...name].filter((_, i) => kept[i]).join('');
          expect(fuzzyScore(typed, name)).not.toBeNull();
        },
      ),
    );
  });
});

describe('the target of a command', () => {
  const ids = Uint32Array.from([10, 20, 30]);
  const view = { q: 'dragon', selected: NOTHING_SELECTED, focus: -1, viewing: null };

  test('is empty when nothing is selected or focused', () => expect(targetOf(view, ids)).toBeNull());

  test('is the item in the viewer, else the selection, else the focused item', () => {
    const selected = { all: false, rowids: new Set([20]) } as const;
    expect(targetOf({ ...view, focus: 0 }, ids)?.rowid).toBe(10);
    expect(targetOf({ ...view, focus: 0, selected }, ids)?.rowid).toBe(20);
    expect(targetOf({ ...view, focus: 0, selected, viewing: 30 }, ids)?.rowid).toBe(30);
  });

  test('can be the whole result without some items, as a query', () => {
    expect(targetOf({ ...view, selected: { all: true, except: new Set([10]) } }, ids)).toEqual({
      selection: { type: 'query', q: 'dragon', except: [10] },
      count: 2,
      rowid: null,
      cover: 20,
    });
  });

  test('of several items, the focused one comes first, else the first on screen', () => {
    const selected = { all: false, rowids: new Set([30, 20]) } as const;
    expect(targetOf({ ...view, focus: 2, selected }, ids)?.cover).toBe(30);
    expect(targetOf({ ...view, focus: 0, selected }, ids)?.cover).toBe(20);
  });
});
