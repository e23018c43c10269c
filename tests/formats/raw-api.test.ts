/** Tests saved answers of Sora's web service: every shape, every wrapper, and similar documents of other programs. */
import { describe, expect, test } from 'vitest';
import {
  APRIL,
  attachmentId,
  feedItem,
  har,
  type Json,
  serviceAttachment,
  serviceDraft,
  serviceGeneration,
  serviceTask,
  stitchedDraft,
} from '../fixtures/service.ts';
import { NOVEMBER, SIGNATURE } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { collect } from './collect.ts';

async function read(content: unknown, name = 'saved.json', more: Record<string, string> = {}) {
  const folder = await tempFolder();
  await writeFiles(folder, { [name]: typeof content === 'string' ? content : JSON.stringify(content), ...more });
  return collect(folder);
}

const generationsOf = (task: Json): Json[] => task.generations as Json[];

describe('Sora 1', () => {
  const task = serviceTask(1);
  const [first, second] = generationsOf(task) as [Json, Json];

  test('a generation without its own title gets its task’s title', async () => {
    const { records } = await read({ ...task, generations: [{ ...first, title: 'New Video' }] });
    expect(records.map(({ claims }) => claims.title)).toEqual(['Paper Boats']);
  });

  test.each([
    ['task_responses', { task_responses: [task], last_id: task.id, has_more: false }],
    ['tasks', { tasks: [task] }],
    ['a list', [task]],
    ['one task', task],
  ])('every generation of a task is a record: %s', async (_, content) => {
    const { documents, records, codes } = await read(content);
    expect(documents).toMatchObject([{ format: 'raw-api', complete: true }]);
    expect(codes).toEqual([]);
    expect(records.map(({ ids, claims }) => ({ ids, claims }))).toEqual([
      {
        ids: { task: task.id, gen: first.id },
        claims: {
          kind: 'image',
          prompt: 'paper boats, fleet 1',
          title: 'Paper Boats',
          createdMs: APRIL + 60_000 + 39_000,
          dateSource: 'record',
          width: 1024,
          height: 1536,
          operation: 'simple_compose',
          seed: 41,
          author: 'ada',
        },
      },
      {
        ids: { task: task.id, gen: second.id },
        claims: expect.objectContaining({ seed: 42, createdMs: APRIL + 60_000 + 39_001 }),
      },
    ]);
    // The raw record is the task with only this generation, complete except for the signatures.
    const { generations: _generations, ...rest } = task;
    expect(records[0]?.raw).toMatchObject({ ...rest, generations: [{ id: first.id, seed: 41 }] });
    expect(generationsOf(records[0]?.raw as Json)).toHaveLength(1);
    expect(JSON.stringify(records)).not.toContain(SIGNATURE);
  });

  test.each([
    ['data of a collection', { data: generationsOf(task), has_more: false, last_id: null }],
    ['a bare list', generationsOf(task)],
    ['wrapped each', { items: generationsOf(task).map((generation) => ({ generation })) }],
  ])('generations without their task are read: %s', async (_, content) => {
    const { records, documents } = await read(content);
    expect(documents[0]?.format).toBe('raw-api');
    expect(records.map(({ ids }) => ids)).toEqual([
      { task: task.id, gen: first.id },
      { task: task.id, gen: second.id },
    ]);
    expect(records[0]?.claims).toMatchObject({ prompt: 'paper boats, fleet 1', seed: 41, dateSource: 'record' });
  });

  test('videos, favourites, likes, seeds of zero, presets and storyboards are read', async () => {
    const video = serviceGeneration(2, 0, 'task_x', 'a tram leaves', {
      task_id: null,
      task_type: 'video_gen',
      n_frames: 300,
      seed: 0,
      is_favorite: true,
      is_liked: true,
      prompt: null,
      encodings: { source: { duration_secs: 9.98 } },
    });
    const content = serviceTask(2, 0, {
      type: 'video_gen',
      n_frames: 300,
      preset_id: 'preset_archival',
      model: 'turbo',
      operation: 'storyboard',
      actions: { '150': 'the stop stays empty', '0': 'a tram leaves' },
      generations: [video],
    });
    const { records } = await read([content]);
    expect(records[0]?.claims).toMatchObject({
      kind: 'video',
      seed: 0,
      liked: true,
      collections: ['favorites'],
      preset: 'preset_archival',
      model: 'turbo',
      prompt: 'paper boats, fleet 2',
      durationSeconds: 9.98,
      shots: [
        { seconds: null, text: 'a tram leaves' },
        { seconds: null, text: 'the stop stays empty' },
      ],
    });
  });

  test('a failed task is kept as its prompt, under its own id', async () => {
    const failed = serviceTask(3, 0, { status: 'failed', failure_reason: 'overloaded' });
    const { records } = await read({ task_responses: [task, failed] });
    expect(records).toHaveLength(3);
    expect(records[2]).toMatchObject({
      ids: { task: failed.id },
      claims: { prompt: 'paper boats, fleet 3', dateSource: 'record' },
      raw: failed,
    });
  });
});

describe('Sora 2', () => {
  test.each([
    ['a page of drafts', (items: Json[]) => ({ items, cursor: null })],
    ['wrapped drafts', (items: Json[]) => ({ items: items.map((draft) => ({ draft, reviewed: true })), cursor: 'x' })],
    ['a bare list', (items: Json[]) => items],
    ['JSON Lines', (items: Json[]) => items.map((item) => JSON.stringify(item)).join('\n')],
  ])('drafts have a date, a model and the draft mark: %s', async (_, wrap) => {
    const draft = serviceDraft(1, {
      model: 'sy_ore',
      creation_config: { style: { id: 'retro', display_name: 'Retro' }, cameo_profiles: [{ username: 'bo' }] },
    });
    const { records, documents } = await read(wrap([draft, stitchedDraft(2)]));
    expect(documents).toMatchObject([{ format: 'raw-api', complete: true }]);
    expect(records[0]).toMatchObject({
      ids: { gen: draft.id, task: draft.task_id },
      claims: {
        kind: 'video',
        prompt: draft.prompt,
        createdMs: NOVEMBER + 60_000,
        dateSource: 'record',
        width: 352,
        height: 640,
        durationSeconds: 10.1,
        model: 'sy_ore',
        preset: 'Retro',
        mentions: ['somebody.lantern', 'bo'],
        draft: true,
        collections: ['drafts'],
      },
    });
    expect(records[0]?.claims.title).toBeUndefined();
    expect(records[1]).toMatchObject({ ids: { gen: stitchedDraft(2).id }, claims: { operation: 'editor_stitch' } });
    expect(JSON.stringify(records)).not.toContain(SIGNATURE);
  });

  test('refused and failed drafts stay as prompts without media', async () => {
    const refused = serviceDraft(1, {
      kind: 'sora_content_violation',
      url: null,
      prompt: null,
      creation_config: { prompt: 'too wild' },
    });
    const failed = {
      kind: 'sora_error',
      id: null,
      task_id: serviceDraft(2).task_id,
      prompt: 'too long',
      created_at: NOVEMBER / 1000,
    };
    const { records } = await read({ items: [refused, failed], cursor: null });
    expect(records).toMatchObject([
      { ids: { gen: refused.id }, claims: { prompt: 'too wild', draft: true } },
      { ids: { task: failed.task_id }, claims: { prompt: 'too long', createdMs: NOVEMBER } },
    ]);
  });

  test('a draft states its post and the post that it remixed', async () => {
    const posted = feedItem(1);
    const target = feedItem(9, { root_post_id: feedItem(8).post.id });
    const draft = serviceDraft(1, { post: posted, creation_config: { remix_target_post: target } });
    const { records } = await read({ items: [draft] });
    expect(records[0]).toMatchObject({
      ids: { gen: draft.id, post: posted.post.id },
      claims: { parentPostId: target.post.id, rootPostId: feedItem(8).post.id },
    });
  });

  test.each([
    ['a feed', (items: Json[]) => ({ items, cursor: null })],
    ['a bare list of post and profile', (items: Json[]) => items],
    ['posts alone', (items: Json[]) => ({ items: items.map(({ post }) => post) })],
  ])('a post is its attachment’s generation, and the date of posting is not a creation date: %s', async (_, wrap) => {
    const item = feedItem(1, {
      is_owner: true,
      user_liked: true,
      parent_post_id: feedItem(2).post.id,
      root_post_id: feedItem(3).post.id,
    });
    const { records, codes } = await read(wrap([item]), 'feed.json');
    expect(codes).toEqual([]);
    expect(records[0]).toMatchObject({
      ids: { post: item.post.id, gen: serviceAttachment(1).generation_id, task: serviceAttachment(1).task_id },
      claims: {
        prompt: 'lighthouse 1 blinking in morse',
        durationSeconds: 10,
        liked: true,
        collections: ['profile'],
        parentPostId: feedItem(2).post.id,
        rootPostId: feedItem(3).post.id,
      },
    });
    expect(records[0]?.claims.createdMs).toBeUndefined();
  });

  test('several attachments of one post are several generations with separate files', async () => {
    const item = feedItem(1, { attachments: [serviceAttachment(1, 0), serviceAttachment(1, 1)] });
    const { records, files } = await read([item], 'feed.json', {
      [`${attachmentId(1, 0)}.mp4`]: 'x',
      [`${attachmentId(1, 1)}_clip.mp4`]: 'x',
    });
    const gens = [serviceAttachment(1, 0).generation_id, serviceAttachment(1, 1).generation_id];
    expect(records.map(({ ids }) => ids.gen)).toEqual(gens);
    expect([...files.values()].map(({ ids }) => ids)).toEqual(gens.map((gen) => ({ post: item.post.id, gen })));
  });

  test('a bare id between other words belongs to the draft with that id, not to a post', async () => {
    const { files } = await read({ items: [stitchedDraft(2)] }, 'drafts.json', {
      [`my ${stitchedDraft(2).id} cut.mp4`]: 'x',
    });
    expect(files.get(`my ${stitchedDraft(2).id} cut.mp4`)?.ids).toEqual({ gen: stitchedDraft(2).id });
  });

  test('a post’s tree and a post without attachments are read', async () => {
    const tree = { post: feedItem(1), children: { items: [feedItem(2)] } };
    expect((await read(tree)).records).toMatchObject([
      {
        ids: { gen: serviceAttachment(1).generation_id },
        claims: { author: 'ada' },
        raw: { children: { items: [{}] } },
      },
      { ids: { gen: serviceAttachment(2).generation_id } },
    ]);
    const bare = feedItem(3, { attachments: [] });
    expect((await read({ items: [bare] })).records).toMatchObject([
      { ids: { post: bare.post.id }, raw: { profile: { username: 'ada' } } },
    ]);
  });

  test('an object in a wrapper keeps the wrapper’s fields; pages and deep lists are also read', async () => {
    const notice = { data: [{ id: 'n1', type: 'task', payload: serviceDraft(1) }] };
    expect((await read(notice)).records).toMatchObject([
      { ids: { gen: serviceDraft(1).id }, raw: { id: 'n1', payload: { id: serviceDraft(1).id } } },
    ]);
    const pages = [
      { items: [serviceDraft(1), serviceDraft(2)], cursor: 'a' },
      { items: [serviceDraft(3)], cursor: null },
    ];
    expect((await read(pages)).records.map(({ ids }) => ids.gen)).toEqual(
      [1, 2, 3].map((number) => serviceDraft(number).id),
    );
    const deep = { profile: { feed: { items: [feedItem(4)] } } };
    expect((await read(deep)).records).toMatchObject([{ ids: { gen: serviceAttachment(4).generation_id } }]);
    const alone = {
      id: feedItem(5).post.id,
      text: 'x',
      posted_at: 1,
      generation_id: serviceAttachment(5).generation_id,
    };
    expect((await read([alone])).records).toMatchObject([{ ids: { post: alone.id, gen: alone.generation_id } }]);
  });
});

describe('recordings of a browser', () => {
  const drafts = JSON.stringify({ items: [serviceDraft(1)], cursor: null });
  const tasks = JSON.stringify({ task_responses: [serviceTask(1)] });

  test('answers are found among other exchanges, also in base64, each once', async () => {
    const text = har([
      { url: 'https://sora.chatgpt.com/', text: '<!doctype html>' },
      { text: drafts },
      { text: Buffer.from(tasks).toString('base64'), encoding: 'base64' },
      { text: drafts },
      { url: 'https://elsewhere.example/x.json', text: '{"items":[{"id":"1","prompt":"no"}]}' },
      { url: 'https://elsewhere.example/y.json', text: '{"items":[' },
    ]);
    const { documents, records, codes } = await read(text, 'sora.chatgpt.com.har');
    expect(documents).toMatchObject([{ format: 'raw-api', complete: true }]);
    expect(codes).toEqual([]);
    expect(records.map(({ ids }) => ids.gen)).toEqual([
      serviceDraft(1).id,
      ...generationsOf(serviceTask(1)).map(({ id }) => id),
    ]);
    expect(JSON.stringify(records)).not.toContain(SIGNATURE);
  });

  test('a damaged answer of the service is reported, and a recording without answers too', async () => {
    expect((await read(har([{ text: drafts.slice(0, 90) }, { text: tasks }]), 'a.har')).codes).toEqual([
      'json-malformed',
    ]);
    expect((await read(har([{ text: '{"items":[]}' }]), 'a.har')).codes).toEqual(['no-records']);
    const { documents } = await read(har([{ url: 'https://elsewhere.example/', text: '{}' }]), 'a.har');
    expect(documents.map(({ format }) => format)).not.toContain('raw-api');
  });

  test('a recording that is cut short keeps the answers before the cut', async () => {
    const text = har([{ text: drafts }, { text: tasks }]);
    const { documents, codes } = await read(text.slice(0, -200), 'a.har');
    expect(documents).toMatchObject([{ complete: false, records: [{ ids: { gen: serviceDraft(1).id } }] }]);
    expect(codes).toEqual(['json-truncated']);
  });
});

describe('foreign and damaged files', () => {
  test.each([
    [
      'another service’s predictions',
      [{ id: 'abc123', prompt: 'x', created_at: '2025-01-01', status: 'succeeded', url: 'https://x.y/z' }],
    ],
    ['a package', { name: 'x', tasks: { build: 'tsc' }, items: [1, 2] }],
    ['blog posts', { posts: [{ id: 1, text: 'hello', posted_at: 1 }], items: [{ id: 's_1', text: 'x' }] }],
    ['a job list', { tasks: [{ id: 'task_1', type: 'x', status: 'done' }] }],
    ['an empty page', { items: [], cursor: null }],
    ['a number', 7],
    ['text', 'just text'],
    ['nothing', ''],
  ])('%s is ignored', async (_, content) => {
    const { documents, codes } = await read(content);
    expect(documents.map(({ format }) => format)).not.toContain('raw-api');
    expect(codes).toEqual([]);
  });

  test('a field of a wrong type is dropped, the rest of the record is kept', async () => {
    const odd = [
      serviceDraft(1, {
        width: 'wide',
        created_at: 'soon',
        prompt: 42,
        title: ['x'],
        creation_config: 7,
        duration_s: -1,
        encodings: [],
      }),
      serviceDraft(2, {
        id: { a: 1 },
        generation_id: null,
        task_id: 5,
        prompt: 'still a prompt',
        post: 'x',
        created_at: 1e300,
      }),
      { kind: 'sora_draft' },
      { id: 5, prompt: 'known by its words' },
      { type: 'suggested_users', users: [] },
      'x',
      null,
    ];
    const { records, codes } = await read({ items: odd });
    expect(records.map(({ ids, claims }) => ({ ids, claims }))).toEqual([
      {
        ids: { gen: serviceDraft(1).id, task: serviceDraft(1).task_id },
        claims: { kind: 'video', draft: true, collections: ['drafts'] },
      },
      { ids: {}, claims: expect.objectContaining({ prompt: 'still a prompt' }) },
      { ids: {}, claims: expect.objectContaining({ draft: true }) },
      { ids: {}, claims: expect.objectContaining({ prompt: 'known by its words' }) },
    ]);
    expect(codes).toEqual(['record-malformed', 'record-malformed', 'record-malformed']);
  });

  test('a page that is cut in its second draft keeps the first', async () => {
    const text = JSON.stringify({ items: [serviceDraft(1), serviceDraft(2)] });
    const { documents, codes } = await read(text.slice(0, -60));
    expect(documents).toMatchObject([{ complete: false, records: [{ ids: { gen: serviceDraft(1).id } }] }]);
    expect(codes).toEqual(['json-truncated']);
  });

  test('the depth of nested response wrappers is limited', async () => {
    const deep = `${'{"draft":'.repeat(50_000)}{}${'}'.repeat(50_000)}`;
    const { codes } = await read(
      har([{ text: deep }, { text: JSON.stringify({ items: [serviceDraft(1)] }) }]),
      'a.har',
    );
    expect(codes).toEqual([]);
  });
});
