/** The words of the report: what became of a file, what needs a look, and how a job ended. */
import '../all-texts.ts';
import { expect, test } from 'vitest';
import type { FileOutcome } from '../../../src-main/contract/archive/file-outcome.ts';
import { ImportReport } from '../../../src-main/contract/archive/report.ts';
import type { Job } from '../../../src-main/contract/library/job.ts';
import { createFormatters } from '../../../src-renderer/i18n/format.ts';
import { say, type Text } from '../../../src-renderer/i18n/use-text.ts';
import { outcomeOf } from '../../../src-renderer/import/progress/job-outcome.ts';
import { noticeGroups } from '../../../src-renderer/import/report/attention.ts';
import { countsByFate, fateDetail, placeOf } from '../../../src-renderer/import/report/file-outcome-text.ts';

const t: Text = (key, values) => say('en', 'en-GB', key, values);
const format = createFormatters('en-GB');
const account = (change: Partial<FileOutcome>): FileOutcome => ({
  path: '/a/clip.mp4',
  entry: null,
  fate: 'new',
  reason: null,
  format: null,
  of: null,
  ...change,
});

test('a file is shown with its folder, or with its zip', () => {
  expect(placeOf({ path: '/home/ada/clip.mp4', entry: null })).toEqual({ name: 'clip.mp4', folder: '/home/ada' });
  expect(placeOf({ path: '/clip.mp4', entry: null })).toEqual({ name: 'clip.mp4', folder: '/' });
  expect(placeOf({ path: 'C:\\Sora\\clip.mp4', entry: null })).toEqual({ name: 'clip.mp4', folder: 'C:\\Sora' });
  expect(placeOf({ path: '/a/part.zip', entry: 'clip.mp4' })).toEqual({ name: 'clip.mp4', folder: '/a/part.zip' });
  expect(placeOf({ path: '/a/part.zip', entry: 'deep/er/clip.mp4' })).toEqual({
    name: 'clip.mp4',
    folder: '/a/part.zip › deep/er',
  });
});

test('further facts of a file are shown, and an unknown reason as it is', () => {
  expect(fateDetail(t, account({}))).toBeNull();
  expect(fateDetail(t, account({ fate: 'duplicate', of: '/b/first.mp4' }))).toBe('of first.mp4');
  expect(fateDetail(t, account({ fate: 'sidecar', of: '/a/clip.mp4', format: 'sidecar' }))).toBe(
    'lies beside clip.mp4',
  );
  expect(fateDetail(t, account({ fate: 'document', format: 'sora-export' }))).toBe('Sora export');
  expect(fateDetail(t, account({ fate: 'skipped', reason: 'not-media' }))).toBe('neither a video nor a picture');
  expect(fateDetail(t, account({ fate: 'skipped', reason: 'to-string' }))).toBe('to string');
});

test('fates are counted for all reasons, in a fixed order, without empty ones', () => {
  const fates = [
    { fate: 'unreadable', reason: 'file-cut', count: 1 },
    { fate: 'skipped', reason: 'link', count: 2 },
    { fate: 'new', reason: null, count: 5 },
    { fate: 'skipped', reason: 'system', count: 3 },
    { fate: 'missing', reason: null, count: 0 },
  ] as const;
  expect(countsByFate(fates)).toEqual([
    ['new', 5],
    ['skipped', 5],
    ['unreadable', 1],
  ]);
});

test('problems and findings are grouped by what to do about them', () => {
  const report = ImportReport.parse({
    sources: [],
    generations: { added: 0, updated: 0, unchanged: 0 },
    files: { added: 0, updated: 0, unchanged: 0, missing: 0, duplicates: 0, skipped: 0 },
    promptOnly: 0,
    mediaOnly: 0,
    seconds: 1,
    problems: [
      { code: 'json-truncated', path: '/a/x.json', message: 'It ends early.' },
      { code: 'part-missing', path: '/a', message: 'Part 2 is not here.', params: { name: 'part 2' } },
    ],
    findings: [
      { code: 'part-absent', path: '/a', message: '', count: 2, absent: [3, 5], total: 5 },
      { code: 'part-absent', path: '/b', message: '', count: 1, absent: [2], total: null },
      { code: 'media-absent', path: '/a', message: '', count: 1 },
    ],
  });
  const groups = noticeGroups(report, t, createFormatters('en-GB'));
  expect(groups.map(({ name, notices }) => [name, notices.map(({ message }) => message)])).toEqual([
    ['damaged', ['The document is cut short; everything before the cut was read.']],
    [
      'incomplete',
      [
        'The export lists part 2, but it is not here.',
        'Parts 3 and 5 of 5 are not here.',
        'Part 2 is not here.',
        '1 generation is listed, but its file is nowhere in the library.',
      ],
    ],
  ]);
});

test('removing and moving a source have their own result sentences', () => {
  const source = { sourceId: 1, path: '/a/export', vanished: 3, edited: 1, found: 4, lost: 2, absent: [] };
  const job: Job = {
    id: 'a',
    kind: 'remove',
    state: 'done',
    startedAt: '2026-11-25T10:00:00.000Z',
    progress: null,
    report: null,
    importId: null,
    source,
    error: null,
  };
  expect(outcomeOf(t, format, job)).toBe(
    '“export” was removed. 3 generations were removed from the gallery. What you entered for 1 of them is kept.',
  );
  expect(outcomeOf(t, format, { ...job, kind: 'move' })).toBe(
    '“export” was found in its new place. 2 files are not there.',
  );
  expect(
    outcomeOf(t, format, { ...job, kind: 'move', state: 'failed', source: null, error: 'Nothing of it is there.' }),
  ).toBe('This did not work. Nothing of it is there.');
});

test('an export ends with a sentence that has its counts or the reason why it stopped', () => {
  const exported = {
    directory: '/out',
    as: 'folder',
    generations: 128,
    files: 131,
    bytes: 1_234_000_000,
    problems: [],
    seconds: 3,
  } as const;
  const job: Job = {
    id: 'a',
    kind: 'export',
    state: 'done',
    startedAt: '2026-11-25T10:00:00.000Z',
    progress: null,
    report: null,
    importId: null,
    source: null,
    exported: { ...exported, problems: [] },
    error: null,
  };
  expect(outcomeOf(t, format, job)).toBe('128 items exported, 1.2 GB, every copy verified.');
  const missing = { path: '/a/clip.mp4', code: 'file-missing', message: '' };
  expect(outcomeOf(t, format, { ...job, exported: { ...exported, problems: [missing] } })).toMatch(
    /verified\. 1 thing needs a look\.$/,
  );
  expect(outcomeOf(t, format, { ...job, exported: { ...exported, as: 'csv', problems: [] } })).toBe(
    '128 items written, 1.2 GB.',
  );
  const { exported: _, ...ended } = job;
  expect(outcomeOf(t, format, { ...ended, state: 'cancelled' })).toMatch(/^The export was stopped/);
  expect(outcomeOf(t, format, { ...ended, state: 'failed', error: 'x', errorCode: 'disk-full' })).toMatch(
    /the disk is full/,
  );
  expect(outcomeOf(t, format, { ...ended, state: 'failed', error: 'x', errorCode: 'export-inside' })).toMatch(
    /inside a source/,
  );
});
