/** Putting in order: names to begin with, collections to offer, colours that tags inherit, places in a list. */
import { describe, expect, test } from 'vitest';
import type { CollectionInfo } from '../../../src-main/contract/organising/organised.ts';
import { hueOf } from '../../../src-renderer/design/Chip.tsx';
import { collectionInView } from '../../../src-renderer/organise/collection-in-view.ts';
import { offerCollections } from '../../../src-renderer/organise/collection-offers.ts';
import { suggestedName } from '../../../src-renderer/organise/suggested-name.ts';
import { hueIn, ownName, parentOf } from '../../../src-renderer/organise/tag-info.ts';
import { placeAfter } from '../../../src-renderer/sidebar/use-reorder.ts';

const byHand = (name: string, count = 0): CollectionInfo => ({ name, query: null, count, cover: null });
const smart = (name: string): CollectionInfo => ({ name, query: 'rain', count: 1, cover: null });

describe('the name offered for a search', () => {
  test('consists of its words and values without punctuation', () => {
    expect(suggestedName('tag:boats -"night market" OR 纸龙')).toBe('boats -night market 纸龙');
    expect(suggestedName('')).toBe('');
  });

  test('never exceeds the length of a name', () => expect([...suggestedName('龙'.repeat(500))]).toHaveLength(60));
});

describe('collections to add to', () => {
  const collections = [byHand('The long rain', 3), byHand('Rainy'), smart('Rain, always')];

  test('are those filled by hand, those that begin with the text first', () => {
    expect(offerCollections(collections, 'rain').map(({ name }) => name)).toEqual(['Rainy', 'The long rain', 'rain']);
    expect(offerCollections(collections, '')).toHaveLength(2);
  });

  test('state whether they contain all, some or none of the selected items', () => {
    const offers = offerCollections(collections, 'rain', { total: 3, collections: { Rainy: 3, 'The long rain': 2 } });
    expect(offers.map(({ name, holds }) => [name, holds])).toEqual([
      ['Rainy', 'all'],
      ['The long rain', 'some'],
      ['rain', 'none'],
    ]);
  });

  test('an existing name does not offer a new collection', () => {
    expect(offerCollections(collections, 'RAINY').map(({ name }) => name)).toEqual(['Rainy']);
    expect(offerCollections(collections, 'rain, always')).toEqual([]);
  });
});

describe('the shown collection', () => {
  const collections = [byHand('A b'), byHand('C'), smart('S')];

  test('is the only collection filled by hand in the query', () => {
    expect(collectionInView('collection:"a b" dragon', collections)).toBe('A b');
    expect(collectionInView('collection:S', collections)).toBeNull();
    expect(collectionInView('-collection:C', collections)).toBeNull();
    expect(collectionInView('collection:C collection:"A b"', collections)).toBeNull();
    expect(collectionInView('dragon', collections)).toBeNull();
  });
});

describe('the colour of a tag', () => {
  const colors = new Map([
    ['project', 'teal'],
    ['project/film/rushes', 'rose'],
  ] as const);

  test('is its own, else that of its nearest parent with one, else derived from its name', () => {
    expect(hueIn(colors, 'project/film/rushes')).toBe(4);
    expect(hueIn(colors, 'project/film')).toBe(7);
    expect(hueIn(colors, 'other/film')).toBe(hueOf('other'));
  });

  test('its name is split into the parent and the last part', () => {
    expect([parentOf('a/b/c'), parentOf('a'), ownName('a/b'), ownName('a')]).toEqual(['a/b', null, 'b', 'a']);
  });
});

test('a line moves one step at a time and stops at the ends', () => {
  const names = ['a', 'b', 'c'];
  expect(placeAfter(names, 'b', -1)).toBe('a');
  expect(placeAfter(names, 'a', 1)).toBe('c');
  expect(placeAfter(names, 'b', 1)).toBeNull();
  expect(placeAfter(names, 'a', -1)).toBeUndefined();
  expect(placeAfter(names, 'c', 1)).toBeUndefined();
});
