/** Tests the reader of captured posts: posts in the service's form or flattened, with comments and profiles. */
import { describe, expect, test } from 'vitest';
import { hexId } from '../fixtures/ids.ts';
import { feedItem, type Json, serviceAttachment } from '../fixtures/service.ts';
import { NOVEMBER, SIGNATURE } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { collect } from './collect.ts';

async function read(content: unknown, name = 'session.extracted.json') {
  const folder = await tempFolder();
  await writeFiles(folder, { [name]: typeof content === 'string' ? content : JSON.stringify(content) });
  return collect(folder);
}

const flat = (number: number, changes: Json = {}): Json => ({
  id: feedItem(number).post.id,
  text: `a lantern, number ${number}`,
  username: 'ada',
  posted_at: NOVEMBER / 1000,
  like_count: 4,
  video_url: `https://videos.openai.com/az/files/x/raw?${SIGNATURE}`,
  comments: [{ id: hexId(NOVEMBER, 2), text: 'nice', username: 'bo', comments: [{ text: 'indeed' }] }],
  ...changes,
});

const profiles = [
  { username: 'Ada', display_name: 'Ada', follower_count: 3 },
  { username: 'bo', display_name: 'Bo' },
];

describe('posts', () => {
  test('a flattened post gives its prompt and author, and keeps its comments and the author’s profile', async () => {
    const { documents, records, codes } = await read({ posts: [flat(1)], all_profiles: profiles });
    expect(documents).toMatchObject([{ format: 'capture', complete: true }]);
    expect(codes).toEqual([]);
    expect(records).toMatchObject([
      {
        ids: { post: feedItem(1).post.id },
        claims: { kind: 'video', prompt: 'a lantern, number 1', author: 'ada' },
        raw: {
          comments: [{ text: 'nice', comments: [{ text: 'indeed' }] }],
          like_count: 4,
          all_profiles: [profiles[0]],
        },
      },
    ]);
    // The date of posting is not the date of creation.
    expect(records[0]?.claims.createdMs).toBeUndefined();
    expect(JSON.stringify(records)).not.toContain(SIGNATURE);
  });

  test('a comment that is also listed among the posts makes no record', async () => {
    const [comment, answer] = [feedItem(5).post.id, feedItem(6).post.id];
    const comments = [{ comment_id: comment, text: 'nice', comments: [{ id: answer, text: 'indeed' }] }];
    const again = [comment, answer].map((id) => flat(1, { id, comments: [], text: 'nice', source: 'project_y' }));
    const { records } = await read({ posts: [...again, flat(1, { comments })], all_profiles: profiles });
    expect(records.map(({ ids }) => ids)).toEqual([{ post: flat(1).id }]);
  });

  test('posts in the service’s form are read like service objects', async () => {
    const { records } = await read({ posts: [feedItem(1), feedItem(2).post], all_profiles: [] });
    expect(records.map(({ ids }) => ids.gen)).toEqual([
      serviceAttachment(1).generation_id,
      serviceAttachment(2).generation_id,
    ]);
  });

  test('a bare id is read as the post’s id', async () => {
    const hex = String(feedItem(1).post.id).slice(2);
    const { records } = await read({ posts: [flat(1, { id: hex })], all_profiles: [] });
    expect(records[0]?.ids).toEqual({ post: `s_${hex}` });
  });
});

describe('foreign and damaged files', () => {
  test('files that are not browser captures are rejected', async () => {
    expect((await read({ posts: [{ title: 'a blog' }] })).documents.map(({ format }) => format)).not.toContain(
      'capture',
    );
    expect(
      (await read({ posts: [flat(1)], all_profiles: [] }, 'other.json')).documents.map(({ format }) => format),
    ).not.toContain('capture');
  });

  test('a field of a wrong type is dropped, the rest of the post is kept', async () => {
    const { records, codes } = await read({
      posts: [flat(1, { id: 5, text: [], username: {}, comments: 7 }), null],
      all_profiles: ['x', { username: 3 }],
    });
    expect(records).toMatchObject([{ ids: {}, claims: { kind: 'video' } }]);
    expect(codes).toEqual(['record-malformed']);
  });

  test('a cut capture keeps the posts before the cut', async () => {
    const text = JSON.stringify({ posts: [flat(1), flat(2)], all_profiles: profiles });
    expect(await read(text.slice(0, -300))).toMatchObject({
      documents: [{ complete: false, records: { length: 1 } }],
      codes: ['json-truncated'],
    });
  });
});
