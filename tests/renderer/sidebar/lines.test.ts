/** What the sidebar lists, and in which order. */
import { expect, test } from 'vitest';
import { linesOf, matching, SHORT, shortened } from '../../../src-renderer/sidebar/lines.ts';
import { baseName, sourceName } from '../../../src-renderer/sidebar/source-name.ts';
import { flattenTags, tagTree } from '../../../src-renderer/sidebar/tag-tree.ts';

const byName = new Intl.Collator('en', { numeric: true }).compare;

test('lines keep the order of the whole library while their counts follow the search', () => {
  expect(linesOf({ a: 1, b: 3, c: 3 }, { a: 1 })).toEqual([
    { name: 'b', count: 0 },
    { name: 'c', count: 0 },
    { name: 'a', count: 1 },
  ]);
});

test('a long list begins short, but shows the values in the query', () => {
  const lines = Array.from({ length: 30 }, (_, i) => ({ name: `line ${i}` }));
  expect(shortened(lines, (name) => name === 'line 20').map((line) => line.name)).toEqual([
    ...lines.slice(0, SHORT).map((line) => line.name),
    'line 20',
  ]);
});

test('filtering a list ignores case and accents', () => {
  expect(matching([{ name: 'Café' }, { name: 'Market' }], ' cafe ')).toEqual([{ name: 'Café' }]);
});

test('tags are shown as a tree, with parents that are not tags themselves', () => {
  const tree = tagTree({ 'project/film 10': 1, 'project/film 2': 2, keepers: 3 }, byName);
  expect(flattenTags(tree, () => true).map(({ node, depth }) => [depth, node.name, node.path, node.count])).toEqual([
    [0, 'keepers', 'keepers', 3],
    [0, 'project', 'project', null],
    [1, 'film 2', 'project/film 2', 2],
    [1, 'film 10', 'project/film 10', 1],
  ]);
  expect(flattenTags(tree, () => false)).toHaveLength(2);
});

test('a tag with the name of a JavaScript property is an ordinary name', () => {
  expect(tagTree({ constructor: 1, '__proto__/x': 2 }, byName).map((node) => node.name)).toEqual([
    '__proto__',
    'constructor',
  ]);
});

test('a source is shown by its name, and by its path when the name is not unique', () => {
  const all = [{ path: '/a/export-1.zip' }, { path: '/b/export-1.zip' }, { path: 'C:\\Users\\ada\\SoraVault' }];
  expect(baseName('C:\\Users\\ada\\SoraVault\\')).toBe('SoraVault');
  expect(all.map((source) => sourceName(source, all))).toEqual(['/a/export-1.zip', '/b/export-1.zip', 'SoraVault']);
});
