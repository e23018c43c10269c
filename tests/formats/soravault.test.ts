/** Tests SoraVault's backups as users have them: every version and fork, moved, cut, merged, in Shift_JIS. */
import { describe, expect, test } from 'vitest';
import { hexId } from '../fixtures/ids.ts';
import { webp } from '../fixtures/media.ts';
import { APRIL, attachmentId, feedItem, serviceAttachment, serviceDraft, stitchedDraft } from '../fixtures/service.ts';
import { NOVEMBER, SIGNATURE } from '../fixtures/sora-export.ts';
import {
  chainLink,
  draftItem,
  generationOf,
  manifest,
  pictureItem,
  postItem,
  sidecarText,
  stemFor,
} from '../fixtures/soravault.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { collect } from './collect.ts';

const NAME = 'soravault_manifest_2026-04-20T18-22-31.json';

async function read(files: Record<string, string | Uint8Array>) {
  const folder = await tempFolder();
  await writeFiles(folder, files);
  return collect(folder);
}

const readItems = async (items: readonly unknown[], more: Record<string, string> = {}) =>
  read({ [NAME]: manifest(items), ...more });

describe('manifests', () => {
  test('a post’s item describes the generation in `_raw`, not the attachment', async () => {
    const { documents, records, codes } = await readItems([postItem(1)]);
    expect(documents).toMatchObject([{ format: 'soravault', complete: true }]);
    expect(codes).toEqual([]);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      ids: { gen: generationOf(1), post: feedItem(1).post.id, task: serviceAttachment(1).task_id },
      claims: {
        kind: 'video',
        prompt: 'lighthouse 1 blinking in morse',
        width: 352,
        height: 640,
        durationSeconds: 10,
        author: 'ada',
        collections: ['profile'],
      },
    });
    // The date of posting is not the date of creation.
    expect(records[0]?.claims.createdMs).toBeUndefined();
    expect(records[0]?.raw).toMatchObject({ likeCount: 4, _raw: { post: { view_count: 120 } } });
    expect(JSON.stringify(records)).not.toContain(SIGNATURE);
  });

  test('the second attachment of a post is its second generation and does not get the first one’s file', async () => {
    const item = feedItem(1, { attachments: [serviceAttachment(1, 0), serviceAttachment(1, 1)] });
    const second = postItem(1, { genId: attachmentId(1, 1) }, item);
    const { records, files } = await readItems([second], {
      [`sora_v2_profile/${attachmentId(1, 0)}_2025-11-03_x.mp4`]: 'x',
      [`sora_v2_profile/${attachmentId(1, 1)}_2025-11-03_x.mp4`]: 'x',
    });
    expect(records.map(({ ids }) => ids.gen)).toEqual([generationOf(1, 1), generationOf(1, 0)]);
    expect([...files.values()].map(({ ids }) => ids.gen)).toEqual([generationOf(1, 0), generationOf(1, 1)]);
  });

  test('drafts and pictures have the service’s date; a day alone counts as a sidecar’s date', async () => {
    const { records } = await readItems([
      draftItem(1),
      pictureItem(1),
      draftItem(2, { _raw: undefined, date: '2025-11-03' }),
    ]);
    expect(records.map(({ claims: { createdMs, dateSource } }) => [createdMs, dateSource])).toEqual([
      [NOVEMBER + 60_000, 'record'],
      [APRIL + 60_000 + 39_000, 'record'],
      [Date.UTC(2025, 10, 3), 'sidecar'],
    ]);
    expect(records[1]?.claims).toMatchObject({ kind: 'image', operation: 'simple_compose', seed: 41, width: 1024 });
    expect(records[0]?.claims).toMatchObject({ draft: true, collections: ['drafts'] });
  });

  test('a draft whose prompt is only its title’s placeholder has no prompt', async () => {
    const draft = serviceDraft(1, { prompt: null });
    const { records } = await readItems([draftItem(1, {}, draft)]);
    expect(records[0]?.raw).toMatchObject({ prompt: 'New Video' });
    expect(records[0]?.claims.prompt).toBeUndefined();
  });

  test.each([
    ['v1_library', {}, { liked: undefined, collections: undefined }],
    ['v1_liked', {}, { liked: true, collections: ['liked'] }],
    ['v1_collections', { collectionTitle: 'Boats & more' }, { collections: ['Boats & more'] }],
    ['v2_profile', { isLiked: true }, { liked: true, collections: ['profile'] }],
    ['v2_liked', {}, { liked: true, collections: ['liked'] }],
    ['v2_cameos', {}, { collections: ['cameos'] }],
    ['v2_cameo_drafts', {}, { draft: true, collections: ['cameos', 'drafts'] }],
    ['v2_my_characters', {}, { collections: ['characters'] }],
    ['v2_creator', {}, { collections: ['creators'] }],
    ['v2_remix_parents', {}, { collections: ['remixes'] }],
    ['v2_@bo', {}, { collections: ['creators', '@bo'] }],
    ['v2_char_@fox', {}, { collections: ['characters', '@fox'] }],
    ['v2_char_drafts_@fox', {}, { draft: true, collections: ['characters', '@fox', 'drafts'] }],
    ['something_new', { isFavorite: true }, { collections: ['favorites'] }],
    [7, {}, { collections: undefined }],
  ])('the source %s gives the membership of an item', async (source, changes, expected) => {
    const { records } = await readItems([draftItem(1, { source, _raw: {}, ...changes })]);
    const { liked, draft, collections } = records[0]?.claims ?? {};
    expect({ liked, draft, collections }).toEqual({ liked: undefined, draft: undefined, ...expected });
  });

  test('the folders of an item’s files also give its membership', async () => {
    const item = postItem(1);
    const { records } = await readItems([item], {
      [`sora_v2_liked/${stemFor(item)}.mp4`]: 'x',
      [`backup/sora_v2_creators/ada/characters/fox/${stemFor(item)}.mp4`]: 'x',
    });
    expect(records[0]?.claims).toMatchObject({
      liked: true,
      collections: expect.arrayContaining(['profile', 'liked', 'creators', 'ada', 'fox']),
    });
  });

  test('remixes state their parent and root', async () => {
    const [parent, root] = [feedItem(7).post.id, feedItem(8).post.id];
    const { records } = await readItems([
      postItem(1, {
        source: 'v2_remix_children',
        remixDirection: 'child',
        remixSourcePostId: parent,
        remixRootPostId: root,
      }),
      postItem(2, {}, feedItem(2, { parent_post_id: parent, root_post_id: root })),
      postItem(3, { remixRootPostId: feedItem(3).post.id }),
    ]);
    expect(records.map(({ claims: { parentPostId, rootPostId } }) => [parentPostId, rootPostId])).toEqual([
      [parent, root],
      [parent, root],
      [undefined, undefined],
    ]);
  });

  test.each([
    'soravault_manifest_2026-04-20.json',
    'soravault_manifest_2026-04-20_182231.json',
    'soravault_manifest_merged_2026-04-18_102546.json',
    'soravault_manifest_merged_2026-04-18_102546_part01.json',
    'Soravault_Manifest_2026-04-20 (1).json',
    'renamed.json',
  ])('%s is recognised', async (name) => {
    expect((await read({ [name]: manifest([postItem(1)]) })).documents).toMatchObject([
      { format: 'soravault', records: { length: 1 } },
    ]);
    expect((await read({ [name]: JSON.stringify([draftItem(1)]) })).documents).toMatchObject([
      { format: 'soravault', records: { length: 1 } },
    ]);
  });

  test('merged parts that repeat an item keep every statement', async () => {
    const { documents } = await read({
      'soravault_manifest_merged_2026-04-18_102546_part01.json': manifest([postItem(1)], { merged_from: 3 }),
      'soravault_manifest_merged_2026-04-18_102546_part02.json': manifest([
        postItem(1, { source: 'v2_liked' }),
        postItem(2),
      ]),
    });
    expect(documents.map(({ records }) => records.map(({ ids, claims }) => [ids.gen, claims.collections]))).toEqual([
      [[generationOf(1), ['profile']]],
      [
        [generationOf(1), ['liked']],
        [generationOf(2), ['profile']],
      ],
    ]);
  });

  test('replies and unknown fields stay in the raw record', async () => {
    const replies = [
      { id: hexId(NOVEMBER, 3), parentId: feedItem(1).post.id, user: 'bo', text: 'nice', postedAt: 1776377684.5 },
    ];
    const { records } = await readItems([postItem(1, { replies, somethingNew: { deep: [1] } })]);
    expect(records).toHaveLength(1);
    expect(records[0]?.raw).toMatchObject({ replies, somethingNew: { deep: [1] } });
  });

  test('items of the first version, without raw data, are still found by their post', async () => {
    const { _raw, author: _author, ...item } = postItem(1, { source: 'profile' });
    const { records } = await readItems([
      item,
      { ...item, genId: item.postId },
      { mode: 'v2', source: 'drafts', genId: serviceDraft(2).id },
    ]);
    expect(_raw).toBeDefined();
    expect(records.map(({ ids, claims }) => [ids.post ?? ids.gen, claims.collections])).toEqual([
      [feedItem(1).post.id, ['profile']],
      [feedItem(1).post.id, ['profile']],
      [serviceDraft(2).id, ['drafts']],
    ]);
  });

  test('a stitched draft’s bare id between other words of a name is that generation', async () => {
    const item = draftItem(4, {}, stitchedDraft(4));
    const { records, files } = await readItems([item], { [`sora_v2_drafts/${stemFor(item)}.mp4`]: 'x' });
    expect(records[0]?.ids.gen).toBe(stitchedDraft(4).id);
    expect([...files.values()][0]?.ids).toEqual({ gen: stitchedDraft(4).id });
  });
});

describe('sidecars', () => {
  const item = postItem(1, { isLiked: true, remixDirection: 'child', remixSourcePostId: feedItem(9).post.id });

  test('every label is read, and the whole text is kept', async () => {
    const { documents, records } = await read({
      [`sora_v2_profile/${stemFor(item)}.txt`]: sidecarText(item),
      [`sora_v2_profile/${stemFor(item)}.mp4`]: 'x',
    });
    expect(documents).toMatchObject([{ format: 'soravault', complete: true }]);
    expect(records).toEqual([
      {
        ids: { post: feedItem(1).post.id, task: serviceAttachment(1).task_id },
        claims: {
          kind: 'video',
          prompt: 'lighthouse 1 blinking in morse',
          width: 352,
          height: 640,
          durationSeconds: 10.1,
          author: 'ada',
          liked: true,
          collections: ['profile'],
          parentPostId: feedItem(9).post.id,
        },
        raw: expect.objectContaining({ 'Aspect ratio': '11:20', Remix: 'child', Liked: 'yes', Date: '2025-11-03' }),
      },
    ]);
  });

  test('Sora 1: kind, folder, seed and operation are read, and the day as a sidecar’s date', async () => {
    const picture = pictureItem(1, {
      source: 'v1_collections',
      collectionTitle: 'Boats & more',
      isVideo: true,
      taskType: 'video_gen',
    });
    const { records } = await read({ [`sora_v1_folders/Boats_more/${stemFor(picture)}.txt`]: sidecarText(picture) });
    expect(records[0]).toMatchObject({
      ids: { gen: picture.genId, task: picture.taskId },
      claims: {
        kind: 'video',
        seed: 41,
        operation: 'simple_compose',
        createdMs: Date.UTC(2025, 3, 12),
        dateSource: 'sidecar',
        collections: ['Boats & more'],
      },
    });
  });

  test('the prompt begins after the first ruled line and can contain any text, also a rule', async () => {
    const prompt = 'first line\nSource : not a label\n── Prompt ── again\n\nlast';
    const { records } = await read({ 'sora_v2_drafts/a.txt': `${sidecarText(draftItem(1, { prompt }))}\r\n` });
    expect(records[0]?.claims.prompt).toBe(prompt);
  });

  test('`(none)` is not a prompt', async () => {
    const { records } = await read({ 'sora_v2_drafts/a.txt': sidecarText(draftItem(1, { prompt: '' })) });
    expect(records[0]?.claims.prompt).toBeUndefined();
    expect(records[0]?.ids.gen).toBe(serviceDraft(1).id);
  });

  test('Shift_JIS and a byte-order mark are decoded', async () => {
    const text = sidecarText(draftItem(1, { prompt: 'PROMPT' })).replace('──', '##');
    // 「雨の市場」 in Shift_JIS, and its ruled line.
    const rule = Buffer.from([0x84, 0x9f, 0x84, 0x9f]);
    const [head, rest] = text.split('##') as [string, string];
    const [line] = rest.split('\n') as [string];
    const words = Buffer.from([0x89, 0x4a, 0x82, 0xcc, 0x8e, 0x73, 0x8f, 0xea]);
    const shiftJis = Buffer.concat([
      Buffer.from(head.replace('×', 'x')),
      rule,
      Buffer.from(` ${line.replaceAll('─', '').trim()} \n`),
      words,
    ]);
    const { records } = await read({
      'sora_v2_drafts/a.txt': shiftJis,
      'sora_v2_drafts/b.txt': `\ufeff${sidecarText(draftItem(2, { prompt: '雨の市場' }))}`,
    });
    expect(records.map(({ claims }) => claims.prompt)).toEqual(['雨の市場', '雨の市場']);
    expect(records.map(({ ids }) => ids.gen)).toEqual([serviceDraft(1).id, serviceDraft(2).id]);
  });

  test('a name with a cut id gets the id from the sidecar', async () => {
    const draft = draftItem(1);
    const stem = stemFor(draft, true).slice(0, -9);
    const { files, records } = await read({
      [`sora_v2_drafts/${stem}.txt`]: sidecarText(draft),
      [`sora_v2_drafts/${stem}.mp4`]: 'x',
      [`sora_v2_liked/${stem}.mp4`]: 'x',
    });
    expect(records[0]?.ids.gen).toBe(serviceDraft(1).id);
    expect(files.get(`sora_v2_drafts/${stem}.mp4`)?.ids).toEqual({ gen: serviceDraft(1).id });
    expect(files.get(`sora_v2_liked/${stem}.mp4`)?.ids).toEqual({});
  });

  test('sidecars outside SoraVault’s folders are recognised by their contents', async () => {
    const { documents } = await read({
      'my videos/clip.txt': sidecarText(item),
      'my videos/clip.mp4': 'x',
      'my videos/shopping.txt': 'milk\neggs: 6',
      'notes/a.txt': 'Source: a book\nnothing else',
    });
    expect(documents.flatMap(({ name, format }) => (format === 'soravault' ? [name] : []))).toEqual([
      'my videos/clip.txt',
    ]);
  });

  test('a text without an id belongs to the media beside it', async () => {
    const { records } = await read({
      'sora_v2_profile/clip (1).txt': 'Source         : v2_profile\nDate           : 2025-11-04\n\n── Prompt ──\nlone',
      'sora_v2_profile/clip (1).mp4': 'x',
      'sora_v2_profile/clip.mp4': 'x',
      'sora_v2_profile/words.txt': 'a plain prompt: with a colon',
      'sora_v2_profile/words.png': 'x',
    });
    expect(records).toMatchObject([
      { ids: {}, file: 'sora_v2_profile/clip (1).mp4', claims: { prompt: 'lone', createdMs: Date.UTC(2025, 10, 4) } },
      { ids: {}, file: 'sora_v2_profile/words.png', claims: { prompt: 'a plain prompt: with a colon' } },
    ]);
  });

  test('people and characters are kept with their pictures', async () => {
    const text =
      'Source         : v2_characters\nType           : Character\nUser ID        : ch_1\nUsername       : fox\nDisplay Name   : The Fox\nOwner          : ada\nLikes Received : 42';
    const figure = {
      mode: 'character',
      source: 'v2_characters',
      genId: 'ch_68ab0000000000000000',
      username: 'fox',
      displayName: 'The Fox',
      ownerUsername: 'ada',
    };
    const { records } = await read({
      'sora_characters_@ada/character_fox.txt': text,
      'sora_characters_@ada/character_fox.png': 'x',
      [NAME]: manifest([figure]),
    });
    const expected = {
      ids: {},
      file: 'sora_characters_@ada/character_fox.png',
      claims: { title: 'The Fox', author: 'ada', collections: ['characters'] },
    };
    expect(records).toMatchObject([expected, expected]);
    expect(records[1]?.raw).toMatchObject({ 'Likes Received': '42' });
  });

  test('an empty sidecar is reported', async () => {
    expect((await read({ 'sora_v2_drafts/a.txt': '\n', 'sora_v2_drafts/a.mp4': 'x' })).codes).toEqual(['no-records']);
  });

  test('the first version’s folders and labels are read', async () => {
    const text = sidecarText(draftItem(1, { source: 'drafts' })).split('\n');
    const { records } = await read({
      'soravault_videos_draft/a.txt': [...text.slice(1, 4), text[0], ...text.slice(4)].join('\n'),
    });
    expect(records[0]).toMatchObject({
      ids: { gen: serviceDraft(1).id },
      claims: { draft: true, collections: ['drafts'] },
    });
  });
});

describe('other lists', () => {
  test('remix chains give the posts and their parents', async () => {
    const chains = [
      chainLink('child', 1, 2),
      chainLink('parent', 3, 4),
      { ...chainLink('parent', 5, 6), raw: null, prompt: '' },
    ];
    const { documents, records } = await read({
      'sora_v2_remixes/chains/remix_chains.json': JSON.stringify({
        soravault_version: '3.0.1',
        mode: 'media',
        count: chains.length,
        chains,
      }),
    });
    expect(documents[0]).toMatchObject({ format: 'soravault', complete: true });
    const post = (number: number) => feedItem(number).post.id;
    expect(records.map(({ ids, claims }) => [ids, claims.parentPostId, claims.prompt])).toEqual([
      [
        { post: post(1), gen: generationOf(1), task: serviceAttachment(1).task_id },
        post(2),
        'lighthouse 1 blinking in morse',
      ],
      [{ post: post(3) }, post(4), undefined],
      [
        { post: post(4), gen: generationOf(4), task: serviceAttachment(4).task_id },
        undefined,
        'lighthouse 4 blinking in morse',
      ],
      [{ post: post(5) }, post(6), undefined],
    ]);
    const inManifest = await read({ [NAME]: manifest([], { remix_chains: chains }) });
    expect(inManifest.records.map(({ ids }) => ids)).toEqual(records.map(({ ids }) => ids));
  });

  test.each(['mirror', 'discover'])('%s lists give the places of files', async (mode) => {
    const root = mode === 'mirror' ? 'mirror_browse' : 'discover_download';
    const item = postItem(1);
    const entries = [
      {
        key: item.genId,
        genId: item.genId,
        postId: item.postId,
        source: 'v2_liked',
        mode: 'v2',
        author: 'ada',
        captured_at: '2026-04-20T10:00:00Z',
        captured_path: '/profile/ada',
        folder: 'sora2_profile/ada',
        filename: 'boat.mp4',
        txt: 'boat.txt',
        prompt: 'a boat',
        likeCount: 4,
      },
    ];
    const { records, files } = await read({
      [`x/${root}/${mode}_manifest.json`]: JSON.stringify({ version: 1, updated_at: 'x', count: 1, entries }),
      [`x/${root}/sora2_profile/ada/boat.mp4`]: 'x',
    });
    expect(records).toMatchObject([
      { ids: { post: item.postId }, claims: { prompt: 'a boat', author: 'ada', liked: true }, raw: entries[0] },
    ]);
    expect(files.get(`x/${root}/sora2_profile/ada/boat.mp4`)?.ids).toEqual({ post: item.postId });
  });

  test('the older desktop program’s index finds its files', async () => {
    const picture = pictureItem(1);
    const generation = {
      gen_id: picture.genId,
      task_id: picture.taskId,
      date: '2025-04-12',
      prompt: 'paper boats',
      url: null,
      cf_thumbnail: null,
      width: 1024,
      height: 1536,
      ratio: '2:3',
      quality: 'high',
      operation: 'remix',
      model: null,
      seed: 7,
      task_type: 'image_gen',
      n_variants: 1,
      is_favorite: true,
      n_frames: 1,
      downloaded: true,
      local_path: 'C:\\Sora\\images\\boats.png',
    };
    const { records, files } = await read({
      'index.json': JSON.stringify({ fetched_at: 'x', total: 1, downloaded: 1, failed: 0, generations: [generation] }),
      'images/boats.png': 'x',
    });
    expect(records).toMatchObject([
      {
        ids: { gen: picture.genId, task: picture.taskId },
        claims: { kind: 'image', operation: 'remix', seed: 7, dateSource: 'sidecar', collections: ['favorites'] },
      },
    ]);
    expect(files.get('images/boats.png')?.ids).toEqual({ gen: picture.genId });
  });
});

describe('a whole backup', () => {
  test('manifest, sidecars and media agree on every generation', async () => {
    const items = [postItem(1), draftItem(2), pictureItem(3)];
    const folders = ['sora_v2_profile', 'sora_v2_drafts', 'sora_v1_images'];
    const files: Record<string, string | Uint8Array> = {
      [NAME]: manifest(items),
      'soravault_log_2026-04-20.txt': '[18:22:31] done',
    };
    for (const [at, item] of items.entries()) {
      files[`${folders[at]}/${stemFor(item)}.txt`] = sidecarText(item);
      files[`${folders[at]}/${stemFor(item)}.${at === 2 ? 'png' : 'mp4'}`] = at === 2 ? await webp('picture') : 'x';
    }
    const { records, files: found, codes, skipped } = await read(files);
    expect(records).toHaveLength(6);
    expect([...found.values()].map(({ ids, role, expected }) => [ids.gen ?? ids.post, role, expected])).toEqual([
      [items[2]?.genId, 'original', true],
      [items[1]?.genId, 'original', true],
      [feedItem(1).post.id, 'original', true],
    ]);
    expect({ codes, skipped }).toEqual({ codes: [], skipped: 1 });
  });
});

describe('foreign and damaged files', () => {
  test('a field of a wrong type is dropped, the rest of the item is kept', async () => {
    const odd = [
      {
        ...postItem(1),
        _raw: 'gone',
        genId: 5,
        postId: [],
        taskId: {},
        prompt: 7,
        width: 'wide',
        date: 12,
        source: null,
        isLiked: 'yes',
        author: {},
      },
      { ...postItem(2), _raw: { post: { id: 4, attachments: 'none', text: null } } },
      { mode: null, source: {}, genId: null },
      { ...draftItem(3), _raw: { draft: { draft: {} } }, collectionTitle: 5, remixRootPostId: 'x' },
      'x',
      null,
    ];
    const { records, codes } = await readItems(odd);
    expect(records.map(({ ids, claims }) => [ids, claims.prompt])).toEqual([
      [{}, undefined],
      [{ post: feedItem(2).post.id, task: serviceAttachment(2).task_id }, 'lighthouse 2 blinking in morse'],
      [{}, undefined],
      [{ gen: serviceDraft(3).id, task: serviceDraft(3).task_id }, serviceDraft(3).prompt],
    ]);
    expect(codes).toEqual(['record-malformed', 'record-malformed']);
  });

  test('a manifest that is cut short keeps every item before the cut', async () => {
    const text = manifest([postItem(1), postItem(2)]);
    const { documents, codes } = await read({ [NAME]: text.slice(0, -300) });
    expect(documents).toMatchObject([{ complete: false, records: { length: 1 } }]);
    expect(codes).toEqual(['json-truncated']);
  });

  test.each([
    ['without bytes', '', 'json-empty'],
    ['cut before its first item', '{"soravault_version": "3.0.1", "items": [{"mo', 'json-truncated'],
    ['without items', '{"items": []}', 'no-records'],
  ])('a manifest %s is recognised by its name', async (_, text, code) => {
    const { documents, codes } = await read({ [NAME]: text });
    expect({ format: documents[0]?.format, codes }).toEqual({ format: 'soravault', codes: [code] });
  });

  test.each([
    ['soravault_manifest_x.json', '{"name": "something else"}', ['unrecognised-json']],
    ['list.json', '{"items": [{"genId": 1}], "entries": [{"a": 1}]}', []],
    ['chains.json', '{"chains": [{"id": 1}]}', []],
    ['index.json', '{"generations": [{"id": 1}]}', []],
  ])('%s of another program is ignored', async (name, text, problems) => {
    const { documents, codes } = await read({ [name]: text });
    expect(documents.map(({ format }) => format)).not.toContain('soravault');
    expect(codes).toEqual(problems);
  });
});
