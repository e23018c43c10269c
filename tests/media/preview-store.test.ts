/** Tests which previews are stored and which are removed. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPreviewStore, type PreviewStore, type StoreOptions } from '../../src-main/media/previews/preview-store.ts';
import { type Folder, temporaryFolder } from './clips.ts';

let folder: Folder;
let store: PreviewStore;
let clock = 1_000_000;
const facts = { width: 264, height: 480, thumbHash: Buffer.from([1, 2, 3]), likeness: Buffer.from([4, 5]) };

function open(options: Partial<StoreOptions> = {}): PreviewStore {
  return openPreviewStore({ directory: folder.at('previews'), limitBytes: 1_000_000, now: () => clock++, ...options });
}

beforeEach(() => {
  folder = temporaryFolder();
  store = open();
});
afterEach(() => {
  store.close();
  folder.remove();
});

describe('keeping', () => {
  test('a picture is returned with its facts, also after reopening', () => {
    store.keepPicture('k', 'poster', 1, Buffer.from('webp'), facts);
    store.close();
    store = open();
    expect(store.find('k', 'poster', 1)).toEqual({ type: 'picture', bytes: Buffer.from('webp'), facts });
    expect(store.bytes()).toBe(4);
  });

  test('kinds are separate, and another version replaces the old one', () => {
    store.keepPicture('k', 'poster', 1, Buffer.from('old'), facts);
    expect(store.find('k', 'filmstrip', 1)).toBeNull();
    expect(store.find('k', 'poster', 2)).toBeNull();
    store.keepPicture('k', 'poster', 2, Buffer.from('newer'), null);
    expect(store.find('k', 'poster', 2)).toEqual({ type: 'picture', bytes: Buffer.from('newer'), facts: null });
    expect(store.bytes()).toBe(5);
  });

  test('files are stored beside the database, under names that keys cannot choose', () => {
    const path = store.pathFor('../../evil', 'proxy', 1, 'mp4');
    expect(path.startsWith(folder.at('previews/proxies/'))).toBe(true);
    writeFileSync(path, 'movie');
    store.keepFile('../../evil', 'proxy', 1, path);
    expect(store.find('../../evil', 'proxy', 1)).toEqual({ type: 'file', path });
    expect(store.bytes()).toBe(5);
  });

  test('a file that was removed from disk is forgotten', () => {
    const path = store.pathFor('k', 'proxy', 1, 'mp4');
    writeFileSync(path, 'movie');
    store.keepFile('k', 'proxy', 1, path);
    readdirSync(folder.at('previews/proxies')).forEach((name) => void rmSync(folder.at(`previews/proxies/${name}`)));
    expect(store.find('k', 'proxy', 1)).toBeNull();
    expect(store.bytes()).toBe(0);
  });

  test('failures are stored for their version; a timeout only for a day', () => {
    store.keepFailure('broken', 'poster', 1, { code: 'undecodable', message: 'No.' });
    store.keepFailure('slow', 'poster', 1, { code: 'timeout', message: 'Slow.' });
    expect(store.states(['broken', 'slow', 'new'], 'poster', 1)).toEqual(['failed', 'failed', null]);
    expect(store.find('broken', 'poster', 1)).toEqual({
      type: 'failed',
      failure: { code: 'undecodable', message: 'No.' },
    });
    expect(store.find('broken', 'poster', 2)).toBeNull();
    clock += 25 * 60 * 60 * 1000;
    expect(store.states(['broken', 'slow'], 'poster', 1)).toEqual(['failed', null]);
  });

  test('a success replaces the earlier failure', () => {
    store.keepFailure('k', 'poster', 1, { code: 'undecodable', message: 'No.' });
    store.keepPicture('k', 'poster', 1, Buffer.from('webp'), facts);
    expect(store.states(['k'], 'poster', 1)).toEqual(['ready']);
  });
});

describe('the limit', () => {
  test('the least recently used previews are removed first, files too', () => {
    const path = store.pathFor('file', 'proxy', 1, 'mp4');
    writeFileSync(path, Buffer.alloc(200_000));
    store.keepFile('file', 'proxy', 1, path);
    for (const key of ['a', 'b', 'c', 'd']) store.keepPicture(key, 'poster', 1, Buffer.alloc(200_000), facts);
    expect(store.find('a', 'poster', 1)).not.toBeNull();
    store.keepPicture('e', 'poster', 1, Buffer.alloc(200_000), facts);
    expect(store.states(['a', 'b', 'c', 'd', 'e'], 'poster', 1)).toEqual(['ready', null, 'ready', 'ready', 'ready']);
    expect(existsSync(path)).toBe(false);
    expect(store.bytes()).toBe(800_000);
  });

  test('the newest preview is never removed, however small the limit', () => {
    store.setLimit(10);
    store.keepPicture('big', 'poster', 1, Buffer.alloc(5000), facts);
    expect(store.states(['big'], 'poster', 1)).toEqual(['ready']);
    store.keepPicture('next', 'poster', 1, Buffer.alloc(5000), facts);
    expect(store.states(['big', 'next'], 'poster', 1)).toEqual([null, 'ready']);
  });

  test('a smaller limit takes effect at once and frees the space', () => {
    for (let index = 0; index < 90; index++)
      store.keepPicture(`k${index}`, 'poster', 1, Buffer.alloc(10_000, index), facts);
    store.setLimit(100_000);
    expect(store.bytes()).toBeLessThanOrEqual(100_000);
    expect(store.bytes()).toBeGreaterThan(50_000);
    store.close();
    expect(statSync(folder.at('previews/previews.sqlite')).size).toBeLessThan(300_000);
    store = open();
  });
});

describe('damage', () => {
  test.each([
    [
      'text instead of a database',
      () => Buffer.from('this was never a database, but it is long enough to be looked at'.repeat(100)),
    ],
    ['a database cut short', (file: Buffer) => file.subarray(0, 9000)],
    [
      'a database with its middle overwritten',
      (file: Buffer) => Buffer.concat([file.subarray(0, 200), Buffer.alloc(file.length - 200, 0xaa)]),
    ],
    ['a database of something else', () => otherDatabase()],
  ])('%s is set aside, and the store is created again', (_, damage) => {
    for (let index = 0; index < 50; index++) store.keepPicture(`k${index}`, 'poster', 1, Buffer.alloc(2000), facts);
    store.close();
    const path = folder.at('previews/previews.sqlite');
    writeFileSync(path, damage(readFileSync(path)));
    const messages: string[] = [];
    store = open({ onReset: (message) => messages.push(message) });
    store.find('k49', 'poster', 1);
    store.states(['k1'], 'poster', 1);
    store.keepPicture('after', 'poster', 1, Buffer.from('webp'), facts);
    store.keepPicture('after', 'poster', 1, Buffer.from('webp'), facts);
    expect(store.find('after', 'poster', 1)).toMatchObject({ type: 'picture' });
    expect(messages).toEqual(['The stored previews were damaged. They were set aside and will be made again.']);
    expect(existsSync(folder.at('previews/previews.damaged.sqlite'))).toBe(true);
  });

  test('two processes share a store', () => {
    const other = open();
    other.keepPicture('k', 'poster', 1, Buffer.from('webp'), facts);
    expect(store.find('k', 'poster', 1)).not.toBeNull();
    expect(store.bytes()).toBe(4);
    other.close();
  });
});

function otherDatabase(): Buffer {
  const db = new Database(folder.at('other.sqlite'));
  db.exec('CREATE TABLE preview (other TEXT); PRAGMA user_version = 1;');
  db.close();
  return readFileSync(folder.at('other.sqlite'));
}
