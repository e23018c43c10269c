/** Tests the hand-made tree of prompts: heads with `None`, bodies, and prompts without a video. */
import { expect, test, vi } from 'vitest';
import { genId, postId } from '../fixtures/ids.ts';
import { NOVEMBER } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { collect } from './collect.ts';

vi.setConfig({ testTimeout: 60_000 });

const POST = postId(NOVEMBER, 1);
const GEN = genId(NOVEMBER, 2);
const FEED = `id: ${POST}\nsource: v2_feed\ntype: video_gen\ncreated_at: 2025-11-04\nlighthouse blinking in morse\n\nNote: two lamps\n`;

async function read(files: Record<string, string>) {
  const folder = await tempFolder();
  await writeFiles(folder, files);
  return collect(folder);
}

test('a feed, drafts and cameos are read, with and without videos', async () => {
  const { documents, records, files, codes } = await read({
    [`SoraBackup/v2_feed/prompts/${POST}.md`]: FEED,
    [`SoraBackup/v2_feed/videos/${POST}.mp4`]: 'x',
    [`SoraBackup/v2_draft/prompt_onlys/${GEN}.md`]: `---\nid: ${GEN}\ncreated_at: None\nmodel: None\n---\na tram leaves\n`,
    'SoraBackup/cameos/Lantern Man/prompts/odd-name.md': 'id: None\ntype: None\nNone\n',
    'SoraBackup/cameos/Lantern Man/videos/odd-name.mp4': 'y',
    'SoraBackup/README.md': '# About\nid: 7',
  });
  expect(documents.every(({ format, complete }) => format === 'prompt-tree' && complete)).toBe(true);
  const byPrompt = new Map(records.map((record) => [record.claims.prompt, record]));
  expect(byPrompt.get('lighthouse blinking in morse\n\nNote: two lamps')).toMatchObject({
    ids: { post: POST },
    claims: { kind: 'video', createdMs: Date.UTC(2025, 10, 4), dateSource: 'sidecar', collections: ['profile'] },
    raw: { id: POST, source: 'v2_feed', type: 'video_gen' },
  });
  expect(byPrompt.get('a tram leaves')).toMatchObject({
    ids: { gen: GEN },
    claims: { draft: true, collections: ['drafts'] },
    raw: { model: 'None' },
  });
  expect(byPrompt.get(undefined)).toMatchObject({
    ids: {},
    file: 'SoraBackup/cameos/Lantern Man/videos/odd-name.mp4',
    claims: { collections: ['cameos', 'Lantern Man'] },
  });
  expect([...files.values()].map(({ ids }) => ids)).toEqual([{}, { post: POST }]);
  expect(codes).toEqual([]);
});

test('Markdown in other places is ignored', async () => {
  const { documents, skipped } = await read({
    'prompts/a.md': 'id: 1',
    'v2_feed/notes.md': 'x',
    'v2_feed/prompts/deep/a.md': 'y',
  });
  expect([documents, skipped]).toEqual([[], 3]);
});
