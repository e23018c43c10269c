/** Tests jobs of the Sora API and the files beside them, under any names. */
import { describe, expect, test } from 'vitest';
import { NOVEMBER, SIGNATURE } from '../fixtures/sora-export.ts';
import { tempFolder, writeFiles } from '../fixtures/temp.ts';
import { job, jobId } from '../fixtures/videos-api.ts';
import { collect } from './collect.ts';

async function read(files: Record<string, unknown>) {
  const folder = await tempFolder();
  const contents = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === 'string' ? content : JSON.stringify(content),
  ]);
  await writeFiles(folder, Object.fromEntries(contents));
  return collect(folder);
}

const ms = (number: number): number => Math.floor((NOVEMBER + number * 60_000) / 1000) * 1000;

describe('jobs', () => {
  test.each([
    ['one job', { [`${jobId(1)}.json`]: job(1) }],
    [
      'a page of jobs',
      { 'jobs.json': { object: 'list', data: [job(1)], first_id: jobId(1), last_id: jobId(1), has_more: false } },
    ],
    ['a bare list', { 'jobs.json': [job(1)] }],
    ['JSON Lines', { 'jobs.jsonl': `${JSON.stringify(job(1))}\n` }],
    ['an answer beside its request', { 'log.json': { request: { prompt: 'x' }, response: job(1), saved: true } }],
  ])('%s gives all claims', async (_, files) => {
    const { documents, records, codes } = await read(files);
    expect(documents).toMatchObject([{ format: 'videos-api', complete: true }]);
    expect(codes).toEqual([]);
    expect(records.map(({ ids, claims }) => ({ ids, claims }))).toEqual([
      {
        ids: { api: jobId(1) },
        claims: {
          kind: 'video',
          prompt: 'a lighthouse, take 1',
          createdMs: ms(1),
          dateSource: 'record',
          width: 720,
          height: 1280,
          durationSeconds: 8,
          model: 'sora-2',
        },
      },
    ]);
  });

  test('a list of many jobs keeps every job, in order', async () => {
    const lines = [1, 2, 3].map((number) => JSON.stringify(job(number))).join('\n');
    const { records } = await read({ 'jobs.jsonl': lines, 'output.mp4': 'x' });
    expect(records.map(({ ids }) => ids.api)).toEqual([jobId(1), jobId(2), jobId(3)]);
  });

  test('a failed job is its prompt; its error and remix source stay in the raw record', async () => {
    const error = { code: 'moderation_blocked', message: 'refused' };
    const { records, files } = await read({
      'a/job.json': job(1, {
        status: 'failed',
        error,
        seconds: '12',
        remixed_from_video_id: jobId(7),
        url: `https://x.y/z?${SIGNATURE}`,
      }),
      'a/output.mp4': 'x',
    });
    expect(records[0]).toMatchObject({
      ids: { api: jobId(1) },
      claims: { durationSeconds: 12 },
      raw: { error, remixed_from_video_id: jobId(7) },
    });
    expect(records[0]?.claims.parentPostId).toBeUndefined();
    expect(files.get('a/output.mp4')?.ids).toEqual({});
    expect(JSON.stringify(records)).not.toContain(SIGNATURE);
  });

  test('a prompt that only the request contains belongs to the job', async () => {
    const { records } = await read({
      'log.json': { request: { prompt: 'asked for' }, response: job(1, { prompt: undefined }) },
    });
    expect(records[0]?.claims.prompt).toBe('asked for');
  });
});

describe('files', () => {
  const hex = jobId(1).slice('video_'.length);
  test.each([
    [`${jobId(1)}.mp4`, 'original'],
    [`${hex}.mp4`, 'original'],
    [`my ${hex} cut.mov`, 'original'],
    [`${jobId(1)}.webp`, 'thumbnail'],
    [`${jobId(1)}_thumbnail.webp`, 'thumbnail'],
    [`${hex}_spritesheet.jpg`, 'thumbnail'],
    [`${jobId(1)}_input_reference.png`, 'reference'],
  ])('%s belongs to the job, as %s', async (name, role) => {
    const { files } = await read({ [`jobs/${jobId(1)}.json`]: job(1), [`elsewhere/${name}`]: 'x' });
    expect(files.get(`elsewhere/${name}`)).toMatchObject({ ids: { api: jobId(1) }, role });
  });

  test('in a folder with one job, the only video, its previews and references belong to the job', async () => {
    const { files } = await read({
      'a/video.json': job(1),
      'a/output.mp4': 'x',
      'a/thumbnail.webp': 'x',
      'a/spritesheet.jpg': 'x',
      'a/input_reference.png': 'x',
      'a/holiday.png': 'x',
      'output.mp4': 'x',
    });
    expect(Object.fromEntries([...files].map(([name, { ids, role }]) => [name, [ids.api, role]]))).toEqual({
      'a/holiday.png': [undefined, 'original'],
      'a/input_reference.png': [jobId(1), 'reference'],
      'a/output.mp4': [jobId(1), 'original'],
      'a/spritesheet.jpg': [jobId(1), 'thumbnail'],
      'a/thumbnail.webp': [jobId(1), 'thumbnail'],
      'output.mp4': [undefined, 'original'],
    });
  });

  test('previews beside the only video belong to the job when the video has its id, and to no job when it has another id', async () => {
    const { files } = await read({
      'a/video.json': job(1),
      [`a/${hex}.mp4`]: 'x',
      'a/thumbnail.webp': 'x',
      'b/video.json': job(2),
      'b/gen_01k94kq2hbetfb59tdwh9edd1r.mp4': 'x',
      'b/thumbnail.webp': 'x',
    });
    expect(files.get('a/thumbnail.webp')).toMatchObject({ ids: { api: jobId(1) }, role: 'thumbnail' });
    expect(files.get('b/thumbnail.webp')).toMatchObject({ ids: {}, role: 'original' });
  });

  test.each([
    ['two jobs', { 'a.json': job(1), 'b.json': job(2), 'output.mp4': 'x' }],
    ['two jobs in one list', { 'jobs.json': [job(1), job(2)], 'output.mp4': 'x' }],
    ['two videos', { 'job.json': job(1), 'output.mp4': 'x', 'output2.mp4': 'x' }],
  ])('%s in one folder: no file is assigned', async (_, contents) => {
    const { files } = await read(contents);
    expect([...files.values()].map(({ ids }) => ids)).toEqual([...files.values()].map(() => ({})));
  });

  test('a video named like its job’s document belongs to that job, among many', async () => {
    const { files } = await read({
      'a.json': job(1),
      'a.mp4': 'x',
      'a_thumb.jpg': 'x',
      'b.json': job(2),
      'b.mp4': 'x',
    });
    expect([...files.values()].map(({ ids, role }) => [ids.api, role])).toEqual([
      [jobId(1), 'original'],
      [jobId(1), 'thumbnail'],
      [jobId(2), 'original'],
    ]);
  });

  test('a job without a usable id belongs to the video beside it', async () => {
    const { records } = await read({ 'a/job.json': job(1, { id: 5 }), 'a/output.mp4': 'x' });
    expect(records).toMatchObject([{ ids: {}, file: 'a/output.mp4', claims: { prompt: 'a lighthouse, take 1' } }]);
  });
});

describe('foreign and damaged files', () => {
  test.each([
    ['a page of models', { object: 'list', data: [{ id: 'sora-2', object: 'model' }] }],
    ['another catalogue of videos', [{ id: 'video_1', object: 'file', title: 'x' }]],
    ['a deleted job', { id: jobId(1), object: 'video.deleted', deleted: true }],
    ['a player’s settings', { video: { id: 'x', status: 'playing' } }],
  ])('%s is ignored', async (_, content) => {
    const { documents, codes } = await read({ 'a.json': content });
    expect(documents.map(({ format }) => format)).not.toContain('videos-api');
    expect(codes).toEqual([]);
  });

  test('a field of a wrong type is dropped, the rest of the job is kept', async () => {
    const odd = [
      job(1, { seconds: 'eight', size: 7, created_at: 'soon', model: [], prompt: null }),
      job(2, { seconds: 4, size: '1024 x 1792', created_at: ms(2) }),
      { object: 'video', status: 'queued', prompt: 'nobody' },
      'x',
    ];
    const { records, codes } = await read({ 'a.json': { object: 'list', data: odd } });
    expect(records.map(({ ids, claims }) => [ids.api, claims])).toEqual([
      [jobId(1), { kind: 'video' }],
      [jobId(2), expect.objectContaining({ durationSeconds: 4, width: 1024, height: 1792, createdMs: ms(2) })],
      [undefined, { kind: 'video', prompt: 'nobody' }],
    ]);
    expect(codes).toEqual(['record-malformed']);
  });

  test('a cut list keeps the jobs before the cut', async () => {
    const text = JSON.stringify({ object: 'list', data: [job(1), job(2)] });
    expect(await read({ 'a.json': text.slice(0, -50) })).toMatchObject({
      documents: [{ complete: false, records: { length: 1 } }],
      codes: ['json-truncated'],
    });
  });
});
