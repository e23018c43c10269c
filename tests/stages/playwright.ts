/** Playwright as a stage: runs one project of the configuration; each test is one check. */
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Elsewhere, type Outcome, runTool } from './command.ts';

/** The parts of Playwright's JSON report that this module reads. */
interface Suite {
  readonly title: string;
  readonly specs?: readonly { readonly title: string; readonly tests: readonly { readonly status: string }[] }[];
  readonly suites?: readonly Suite[];
}
interface Report {
  readonly suites: readonly Suite[];
  readonly errors: readonly { readonly message?: string }[];
}

/**
 * @param filters parts of the paths of spec files; empty: all files
 * @param elsewhere the copy of the checkout in which the project runs; absent: the checkout itself
 */
export async function runPlaywright(
  project: 'browser' | 'window',
  env: NodeJS.ProcessEnv,
  filters: readonly string[] = [],
  elsewhere?: Elsewhere,
): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'afterimage-tests-'));
  if (elsewhere?.user != null) await chown(folder, elsewhere.user, elsewhere.user);
  try {
    const file = join(folder, 'report.json');
    const args = ['test', `--project=${project}`, '--reporter=list,json', ...filters];
    const code = await runTool('playwright/cli.js', args, { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file }, elsewhere);
    const outcome = count(JSON.parse(await readFile(file, 'utf8')) as Report);
    if (code === 0 || outcome.failures.length > 0) return outcome;
    return { ...outcome, failures: [`${project} tests (exit code ${code})`] };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function count(report: Report): Outcome {
  const tests = report.suites.flatMap((suite) => testsOf(suite, []));
  const failures = tests.filter(({ status }) => status === 'unexpected' || status === 'flaky').map(({ name }) => name);
  const passed = tests.filter(({ status }) => status === 'expected').length;
  const loading = report.errors.map(({ message }) => message?.split('\n')[0] ?? 'a test file could not be loaded');
  return { passed, failures: [...failures, ...loading], skipped: tests.length - passed - failures.length };
}

function testsOf(suite: Suite, above: readonly string[]): { status: string; name: string }[] {
  const path = [...above, suite.title];
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map(({ status }) => ({ status, name: [...path, spec.title].join(' › ') })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, path))];
}
