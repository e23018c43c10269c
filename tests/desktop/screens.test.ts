/** Places of windows when screens are connected and removed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Area, broughtBack, cascaded, isReachable, layoutName } from '../../src-main/desktop/windows/screens.ts';
import { readWindowState, type WindowState, writeWindowState } from '../../src-main/desktop/windows/window-state.ts';

const left: Area = { x: 0, y: 25, width: 1920, height: 1055 };
const right: Area = { x: 1920, y: 0, width: 2560, height: 1440 };

const anyArea = fc.record({
  x: fc.integer({ min: -20_000, max: 20_000 }),
  y: fc.integer({ min: -20_000, max: 20_000 }),
  width: fc.integer({ min: 800, max: 4_000 }),
  height: fc.integer({ min: 600, max: 3_000 }),
});

test('a window on a removed screen moves to where its title bar can be dragged; other windows stay', () => {
  const area = { x: 2_500, y: 300, width: 1_200, height: 800 };
  expect(broughtBack(area, [left, right])).toBeNull();
  expect(broughtBack(area, [left])).toEqual({ x: 720, y: 280, width: 1_200, height: 800 });
  fc.assert(
    fc.property(anyArea, (any) => {
      const back = broughtBack(any, [left, right]) ?? any;
      expect([left, right].some((screen) => isReachable(back, screen))).toBe(true);
      expect(broughtBack(back, [left, right])).toBeNull();
    }),
  );
});

test('each new window opens a step beside the last one, never exactly on another', () => {
  const first = { x: 100, y: 100, width: 1_280, height: 800 };
  const second = cascaded(first, [], [left]);
  expect(second).toEqual({ x: 132, y: 132, width: 1_280, height: 800 });
  expect(cascaded(first, [second], [left])).toEqual({ x: 164, y: 164, width: 1_280, height: 800 });
  // At the edge of the screen the steps begin again at the corner.
  expect(cascaded({ ...first, x: 630, y: 270 }, [], [left])).toEqual({ x: 0, y: 25, width: 1_280, height: 800 });
  // A window as large as the screen is in front.
  expect(cascaded(left, [], [left])).toEqual({ ...left, x: 32, y: 57 });
});

test('any number of windows on any screens have different places and draggable title bars', () => {
  fc.assert(
    fc.property(anyArea, fc.integer({ min: 1, max: 12 }), (any, count) => {
      const start = broughtBack(any, [left, right]) ?? any;
      const windows = [start];
      for (let index = 0; index < count; index++)
        windows.push(cascaded(windows.at(-1) ?? start, windows.slice(0, -1), [left, right]));
      expect(new Set(windows.map(({ x, y }) => `${x},${y}`)).size).toBe(windows.length);
      for (const window of windows.slice(1))
        expect([left, right].some((screen) => isReachable(window, screen))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('a place is stored for each arrangement of screens, for the eight used last', () => {
  const folder = mkdtempSync(join(tmpdir(), 'afterimage-places-'));
  const path = join(folder, 'window.json');
  const desk: WindowState = { x: 2_000, y: 100, width: 1_600, height: 1_200, maximized: false };
  const road: WindowState = { x: 10, y: 30, width: 1_000, height: 700, maximized: true };
  writeWindowState(path, desk, [left, right]);
  writeWindowState(path, road, [left]);
  expect(readWindowState(path, [right, left])).toEqual(desk);
  expect(readWindowState(path, [left])).toEqual(road);
  // Unknown screens: the last place, as far as it fits.
  expect(readWindowState(path, [right])).toEqual({ ...road, x: null, y: null });
  for (let width = 3_000; width < 3_008; width++) writeWindowState(path, road, [{ ...left, width }]);
  expect(readWindowState(path, [left, right])).not.toEqual(desk);
  writeFileSync(path, '{"places": "everywhere"}');
  expect(readWindowState(path, [left])).toMatchObject({ x: null, y: null, width: 1280 });
  rmSync(folder, { recursive: true });
});

test('the name of an arrangement does not depend on the order of its screens', () => {
  expect(layoutName([left, right])).toBe(layoutName([right, left]));
  expect(layoutName([left])).not.toBe(layoutName([right]));
});
