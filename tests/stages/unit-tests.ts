/** Vitest as a stage: each test is one check. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type Outcome, runTool } from './command.ts';

/** The parts of Vitest's JSON report that this module reads. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

export async function runUnitTests(): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'afterimage-tests-'));
  try {
    const file = join(folder, 'report.json');
    const code = await runTool('vitest/vitest.mjs', [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]);
    const outcome = count(JSON.parse(await readFile(file, 'utf8')) as Report);
    if (code === 0 || outcome.failures.length > 0) return outcome;
    return { ...outcome, failures: [`unit tests (exit code ${code})`] };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A file that could not be loaded counts as one failure. */
function count({ testResults }: Report): Outcome {
  const tests = testResults.flatMap((file) => {
    const name = relative(process.cwd(), file.name);
    if (file.status === 'failed' && file.assertionResults.length === 0) return [{ status: 'failed', name }];
    return file.assertionResults.map((test) => ({ status: test.status, name: `${name} › ${test.fullName}` }));
  });
  const failures = tests.filter(({ status }) => status === 'failed').map(({ name }) => name);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  return { passed, failures, skipped: tests.length - passed - failures.length };
}
