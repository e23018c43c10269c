/** Runs a program and watches its time and memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

export interface Run {
  readonly seconds: number;
  /** The highest resident memory in MB; NaN where the system does not tell (anywhere but Linux). */
  readonly peakMb: number;
  readonly stdout: string;
}

/** Runs this Node with the arguments. Throws when it ends with a code that is not among `codes`. */
export async function runNode(args: readonly string[], codes: readonly number[] = [0]): Promise<Run> {
  return run(process.execPath, args, codes);
}

export async function run(program: string, args: readonly string[], codes: readonly number[] = [0]): Promise<Run> {
  const begun = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let peakMb = Number.NaN;
  const look = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const peak = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
    if (peak) peakMb = Number(peak) / 1000;
  }, 40);
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(look);
  if (code === null || !codes.includes(code)) throw new Error(`${program} ${args.join(' ')} ended with code ${code}.`);
  return { seconds: (performance.now() - begun) / 1000, peakMb, stdout };
}
