/** Checks the workflow file for everything that can be checked without GitHub. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const Step = z.union([
  z.strictObject({
    uses: z.string().regex(/^actions\/[a-z-]+@v\d+\.\d+\.\d+$/),
    with: z.record(z.string(), z.unknown()).optional(),
  }),
  z.strictObject({
    name: z.string().optional(),
    if: z.string().optional(),
    run: z.string(),
    env: z.record(z.string(), z.string()).optional(),
  }),
]);
const Workflow = z.strictObject({
  name: z.string(),
  on: z.strictObject({ workflow_dispatch: z.null(), push: z.strictObject({ tags: z.array(z.string()) }) }),
  permissions: z.strictObject({ contents: z.literal('read') }),
  jobs: z.strictObject({
    package: z.strictObject({
      name: z.string(),
      'runs-on': z.string(),
      'timeout-minutes': z.int(),
      strategy: z.strictObject({
        'fail-fast': z.boolean(),
        matrix: z.strictObject({ include: z.array(z.strictObject({ target: z.string(), runner: z.string() })) }),
      }),
      env: z.record(z.string(), z.string()),
      steps: z.array(Step),
    }),
  }),
});

test('it checks, packages and tests on every system, with pinned actions and existing scripts', async () => {
  const root = join(import.meta.dirname, '../..');
  const workflow = Workflow.parse(parse(await readFile(join(root, '.github/workflows/packages.yml'), 'utf8')));
  const { strategy, steps } = workflow.jobs.package;
  expect(strategy.matrix.include.map(({ target }) => target)).toEqual([
    'linux-x64',
    'linux-arm64',
    'darwin-x64',
    'darwin-arm64',
    'win32-x64',
  ]);
  const commands = steps.flatMap((step) => ('run' in step ? [step.run] : []));
  expect(commands).toEqual(expect.arrayContaining(['npm ci', 'npm test', 'npm run package']));
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const name of ['test', 'package']) expect(scripts[name]).toBeDefined();
});
