/** Tests the plan of the sample archive: its records look like those of the official export, oddities included. */
import { expect, test } from 'vitest';
import { idsInName } from '../../src-main/formats/naming/ids.ts';
import { hexLike, ulidLike } from '../../src-main/sample/identifiers.ts';
import { exportJson, planOf } from '../../src-main/sample/plan.ts';

const plan = planOf();
const records = plan.parts.flatMap((part) => part.records);
const files = plan.parts.flatMap((part) => part.files);
const stem = (name: string): string => name.replace(/\.[^.]+$/, '');

test('ids of both forms contain the moment they were made for', () => {
  const at = Date.UTC(2025, 10, 3, 10, 20, 30, 123);
  const ulid = ulidLike(at, 7);
  expect(ulid).toMatch(/^[0-9a-hjkmnp-tv-z]{10}[ef][0-9a-hjkmnp-tv-z]{15}$/);
  expect([...ulid.slice(0, 10)].reduce((sum, c) => sum * 32 + '0123456789abcdefghjkmnpqrstvwxyz'.indexOf(c), 0)).toBe(
    at,
  );
  expect(hexLike(at, 7)).toMatch(/^[0-9a-f]{12}8191[0-9a-f]{16}$/);
  expect(Number.parseInt(hexLike(at, 7).slice(0, 8), 16)).toBe(Math.floor(at / 1000));
});

test('every file name is an id that a reader recognises, and no two files share one', () => {
  for (const name of files) {
    const { gen, stem: bareHex } = idsInName(name).ids;
    expect(gen ?? bareHex).toBe(stem(name));
  }
  expect(new Set(plan.paintings.map(({ name }) => name)).size).toBe(plan.paintings.length);
});

test('about sixty files are in three parts, newest first', () => {
  expect(plan.paintings.length).toBeGreaterThan(55);
  expect(plan.parts.map((part) => part.number)).toEqual([1, 2, 3]);
  for (const part of plan.parts) expect(part.files.length).toBeGreaterThan(12);
  const tasks = records.filter(({ task_id }) => task_id.startsWith('task_')).map(({ task_id }) => task_id.slice(5, 15));
  const newestFirst = [...tasks].sort().reverse();
  expect(tasks.filter((id) => id !== tasks[0]).length).toBeGreaterThan(40);
  expect(newestFirst[0]).toBe(tasks[0]);
});

test('all oddities of real exports are present', () => {
  const ids = records.map(({ id }) => id);
  const listed = new Set(ids);
  const filed = new Set(files.map(stem));
  expect(records.filter(({ id, prompt }) => /^[0-9a-f]{32}$/.test(id) && prompt === null)).toHaveLength(1);
  expect([...listed].filter((id) => !filed.has(id))).toHaveLength(3);
  expect([...filed].filter((id) => !listed.has(id))).toHaveLength(1);
  expect(ids.length - listed.size).toBe(1);
  expect(files.length - filed.size).toBe(1);
  expect(records.some(({ prompt }) => prompt === '')).toBe(true);
  expect(
    records.some(({ title, prompt }) => title === 'Draft your video' && prompt?.startsWith('Shot 1:\nduration: ')),
  ).toBe(true);
});

test('the document is one line of ASCII with spaces after its separators, as Python writes it', () => {
  const text = exportJson(records);
  expect(text).toMatch(/^\[\{"id": "gen_[^"]+", "task_id": "task_/);
  expect(text).not.toMatch(/[^ -~]/);
  expect(JSON.parse(text)).toEqual(records);
  expect(Object.keys(records[0] ?? {})).toEqual(['id', 'task_id', 'width', 'height', 'title', 'prompt', 'url']);
});

test('the plan is the same every time', () => {
  expect(planOf()).toEqual(plan);
});
