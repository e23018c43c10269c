/** Tests identifiers in names and documents, and the times in them. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { cleanStem, idMs, idsInName, statedId } from '../../src-main/formats/naming/ids.ts';
import { genId, hexId, key } from '../fixtures/ids.ts';

// Slow only when many processes run at the same time.
vi.setConfig({ testTimeout: 60_000 });

const GEN = 'gen_01k94kq2hbetfb59tdwh9edd1r';
const HEX = '690b04000ed9819181e74ef5e8e25d94';

describe('ids in file names', () => {
  test.each([
    [`${GEN}.mp4`, { gen: GEN }],
    [`${GEN.toUpperCase()}.MP4`, { gen: GEN }],
    [`${GEN} (1).mp4`, { gen: GEN }],
    [`gen_${GEN}--Paper_dragon.mp4`, { gen: GEN }],
    [
      '20251103_1020_Paper Boats_simple_compose_01jrnjth82f4qs4fr84g98pbsk.png',
      { gen: 'gen_01jrnjth82f4qs4fr84g98pbsk' },
    ],
    ['001-6_20241112_0416_Title_remix_01jcf9abcde12345678901234.mp4.mp4', {}],
    [
      'sora_task_01jrnjsaxgemrsv7e9z0c1ht0h_gen_01jrnjth82f4qs4fr84g98pbsk.mp4',
      { task: 'task_01jrnjsaxgemrsv7e9z0c1ht0h', gen: 'gen_01jrnjth82f4qs4fr84g98pbsk' },
    ],
    [`s_${HEX}.mp4`, { post: `s_${HEX}` }],
    [`19700121_0231_${HEX}.mp4`, { post: `s_${HEX}` }],
    [`${HEX}.mp4`, { stem: HEX }],
    [`${HEX} (2).mp4`, { stem: HEX }],
    [`a slug ${HEX}.mp4`, { bare: HEX }],
    [`video_${HEX}.mp4`, { api: `video_${HEX}` }],
    ['holiday.mp4', {}],
    [`clips_${'0'.repeat(32)}.mp4`, {}],
    ['gen%5F01k94kq2hbetfb59tdwh9edd1r.mp4', { gen: GEN }],
    ['100%.mp4', {}],
  ])('%s', (name, ids) => {
    expect(idsInName(name).ids).toEqual(ids);
  });

  test('an attachment number is returned apart from its post', () => {
    expect(idsInName(`s_${HEX}-attachment-2_2025.mp4`)).toMatchObject({ ids: { post: `s_${HEX}` }, attachment: 2 });
  });

  test('26 bare characters without the version digit or a plausible date are not an id', () => {
    expect(idsInName('01k94kq2hbatfb59tdwh9edd1r.mp4').ids).toEqual({});
    expect(idsInName(`${key(Date.UTC(2019, 0, 1), 5)}.mp4`).ids).toEqual({});
  });

  test('no name makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        idsInName(name);
        cleanStem(name);
      }),
    );
  });
});

describe('dates of ids', () => {
  test('26-character ids count milliseconds, hexadecimal ids count seconds', () => {
    expect(new Date(idMs('task_01k862djr2e000000000000000') ?? 0).toISOString()).toBe('2025-10-22T13:41:00.290Z');
    expect(idMs('video_69b131ea00000000000000000000000000000000')).toBe(1_773_220_330_000);
    expect(idMs(HEX)).toBe(0x690b0400 * 1000);
  });

  test('an id made for a moment decodes to that moment', () => {
    const within = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2026, 9, 31) });
    fc.assert(
      fc.property(within, fc.nat(), (ms, seed) => {
        expect(idMs(genId(ms, seed))).toBe(ms);
        expect(idMs(hexId(ms, seed))).toBe(Math.floor(ms / 1000) * 1000);
      }),
    );
  });

  test.each([
    ['gen_00000000000000000000000000'],
    ['gen_7zzzzzzzzzzzzzzzzzzzzzzzzz'],
    ['ffffffff0ed9819181e74ef5e8e25d94'],
    ['gen_short'],
    [''],
  ])('%s has no date', (id) => {
    expect(idMs(id)).toBeNull();
  });
});

describe('ids that documents state', () => {
  test('the shape decides the type; without a typed shape, the field decides', () => {
    expect(statedId(` ${GEN.toUpperCase()} `, 'gen')).toEqual({ gen: GEN });
    expect(statedId(HEX, 'gen')).toEqual({ gen: HEX });
    expect(statedId(HEX, 'post')).toEqual({ post: `s_${HEX}` });
    expect(statedId(HEX, 'task')).toEqual({ task: HEX });
    expect(statedId(`s_${HEX}-attachment-0`, 'gen')).toEqual({ post: `s_${HEX}` });
    expect(statedId('01k94kq2hbetfb59tdwh9edd1r', 'gen')).toEqual({ gen: GEN });
    expect(statedId('task_01jrnjsaxgemrsv7e9z0c1ht0h', 'gen')).toEqual({ task: 'task_01jrnjsaxgemrsv7e9z0c1ht0h' });
  });

  test.each([[null], [7], [''], ['1'], ['a sentence that is not an id'], [{}], ['../../../etc/passwd-0123456789']])(
    '%j is not an id',
    (value) => {
      expect(statedId(value, 'gen')).toBeUndefined();
    },
  );
});
