/** Running a tool of node_modules as one check, its output shown as it comes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** What a stage found. */
export interface Outcome {
  readonly passed: number;
  readonly skipped: number;
  /** One name a failure, for the summary. */
  readonly failures: readonly string[];
}

/** No stage takes this long; one that does hangs. */
const STAGE_LIMIT_MS = 25 * 60_000;

/** Runs the tool; exit code 0 is one check passed. */
export async function runCommand(name: string, tool: string, args: readonly string[]): Promise<Outcome> {
  const code = await runTool(tool, args);
  if (code !== 0) return { passed: 0, skipped: 0, failures: [`${name} (exit code ${code})`] };
  console.log(`✓ ${name}`);
  return { passed: 1, skipped: 0, failures: [] };
}

/** Runs a JavaScript program of node_modules on this Node; resolves to its exit code. */
export async function runTool(tool: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const child = spawn(process.execPath, [resolve('node_modules', tool), ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    timeout: STAGE_LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
