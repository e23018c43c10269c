/** A few hundred seeded cases of what `npm run fuzz` does for hours: every reader, every document of its, damaged in every way. */
import { expect, test, vi } from 'vitest';
import { runCase } from '../fuzz/case.ts';
import { importCases } from '../fuzz/imports.ts';
import { subjects } from '../fuzz/subjects.ts';

vi.setConfig({ testTimeout: 120_000 });

const CASES = 250;
const IMPORTED = 4;

test.each(subjects().map((subject) => [subject.format, subject] as const))(
  'damage of any kind never breaks reading as %s, nor costs a sound record',
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
  'importing what is damaged changes nothing beside the library: %s',
  async (format) => {
    expect(await importCases(format, 0, IMPORTED)).toEqual([]);
  },
);
