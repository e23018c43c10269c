/**
 * `npm test`: every check there is, one stage after another. A failing stage does not stop the rest; what failed is
 * told again at the end, and the last line counts everything.
 */
import { chromiumPath } from './e2e/chromium.ts';
import { type Outcome, runCommand } from './stages/command.ts';
import { runPackageTests } from './stages/package-tests.ts';
import { runPlaywright } from './stages/playwright.ts';
import { runUnitTests } from './stages/unit-tests.ts';
import { runWindowTests } from './stages/window-tests.ts';

interface Stage {
  readonly title: string;
  run(): Outcome | Promise<Outcome>;
}

const STAGES: readonly Stage[] = [
  { title: 'Types of the application', run: () => runCommand('types', 'typescript/bin/tsc', ['-p', '.']) },
  {
    title: 'Types of the page',
    run: () => runCommand('types of the page', 'typescript/bin/tsc', ['-p', 'src-renderer']),
  },
  {
    title: 'Lint, format and architecture',
    run: () => runCommand('lint', '@biomejs/biome/bin/biome', ['ci', '--error-on-warnings', '.']),
  },
  { title: 'Unit and integration tests', run: runUnitTests },
  {
    title: 'The page builds',
    run: () => runCommand('build', 'electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn']),
  },
  { title: 'In the browser, as a person would', run: () => runPlaywright('browser', { CHROME: chromiumPath() }) },
  { title: 'In the window', run: () => runWindowTests() },
  { title: 'A package, as a person installs it', run: runPackageTests },
];

const outcomes: Outcome[] = [];
for (const stage of STAGES) {
  console.log(`\n── ${stage.title} ${'─'.repeat(Math.max(0, 70 - stage.title.length))}\n`);
  outcomes.push(await attempt(stage));
}
process.exitCode = summarise(outcomes);

/** A stage that cannot even begin has failed once. */
async function attempt(stage: Stage): Promise<Outcome> {
  try {
    return await stage.run();
  } catch (cause) {
    console.error(cause);
    return {
      passed: 0,
      skipped: 0,
      failures: [`${stage.title}: ${cause instanceof Error ? cause.message : String(cause)}`],
    };
  }
}

function summarise(all: readonly Outcome[]): number {
  const failures = all.flatMap((outcome) => outcome.failures);
  const passed = all.reduce((sum, outcome) => sum + outcome.passed, 0);
  const skipped = all.reduce((sum, outcome) => sum + outcome.skipped, 0);
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((name) => `  ✗ ${name}`).join('\n')}`);
  console.log(`\n${passed} passed, ${failures.length} failed, ${skipped} skipped`);
  return failures.length > 0 || passed === 0 ? 1 : 0;
}
