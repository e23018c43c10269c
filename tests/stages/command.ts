/** Runs a tool of node_modules as one check and shows its output at once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

/** The result of a stage. */
export interface Outcome {
  readonly passed: number;
  readonly skipped: number;
  /** The name of each failure, for the summary. */
  readonly failures: readonly string[];
}

/** A stage that takes longer, in ms, hangs. */
const STAGE_LIMIT_MS = 25 * 60_000;

/** Runs the tool; exit code 0 counts as one passed check. */
export async function runCommand(name: string, tool: string, args: readonly string[]): Promise<Outcome> {
  const code = await runTool(tool, args);
  if (code !== 0) return { passed: 0, skipped: 0, failures: [`${name} (exit code ${code})`] };
  console.log(`✓ ${name}`);
  return { passed: 1, skipped: 0, failures: [] };
}

/** Reports that something was not tested. In CI this is a failure, because a run without it must not look complete. */
export function skipped(what: string, cause: unknown): Outcome {
  const reason = cause instanceof Error ? cause.message : String(cause);
  console.error(`SKIPPED: ${what} was not tested. ${reason}\n`);
  if (process.env.CI) return { passed: 0, skipped: 0, failures: [`${what} was not tested: ${reason}`] };
  return { passed: 0, skipped: 1, failures: [] };
}

/** The folder and the user of a tool, when they are not this checkout and this process's user. */
export interface Elsewhere {
  /** A copy of the checkout. */
  readonly folder: string;
  readonly user: number | null;
}

/** Runs a JavaScript program of node_modules on this Node; resolves to its exit code. */
export async function runTool(
  tool: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  elsewhere: Elsewhere = { folder: resolve('.'), user: null },
): Promise<number> {
  const child = spawnNode([join('node_modules', tool), ...args], env, elsewhere, 'inherit');
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** Starts this Node in a copy of the checkout, as that copy's user. Ends it after the time limit of a stage. */
export function spawnNode(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { folder, user }: Elsewhere,
  output: 'inherit' | 'pipe',
): ChildProcess {
  // Another user may be unable to read this Node inside the checkout.
  const node = process.execPath.replace(resolve('node_modules'), join(folder, 'node_modules'));
  return spawn(node, args, {
    stdio: ['inherit', output, 'inherit'],
    cwd: folder,
    env: { ...process.env, ...env },
    ...(user !== null && { uid: user, gid: user }),
    timeout: STAGE_LIMIT_MS,
    killSignal: 'SIGKILL',
  });
}
