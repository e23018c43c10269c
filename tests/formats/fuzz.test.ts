/** Runs a few hundred seeded cases of `npm run fuzz`: every reader and every document, damaged in every way. */
import { expect, test, vi } from 'vitest';
import { runCase } from '../fuzz/case.ts';
import { importCases } from '../fuzz/imports.ts';
import { subjects } from '../fuzz/subjects.ts';

vi.setConfig({ testTimeout: 120_000 });

const CASES = 250;
const IMPORTED = 4;

test.each(subjects().map((subject) => [subject.format, subject] as const))(
  'damage of any kind never breaks reading as %s, and undamaged records are kept',
  async (_, subject) => {
    const failures: string[] = [];
    for (let number = 0; number < CASES; number++) {
      const failure = await runCase(subject, number);
      if (failure) failures.push(failure);
    }
    expect(failures).toEqual([]);
  },
);

test.each(['soravault', 'sidecar', 'embedded', 'loose'])(
  'importing damaged files changes nothing outside the library: %s',
  async (format) => {
    expect(await importCases(format, 0, IMPORTED)).toEqual([]);
  },
);
