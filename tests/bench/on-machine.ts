/** Runs a measuring program where windows can be opened, as the ordinary user of that place. */
import { once } from 'node:events';
import { chromiumPath } from '../e2e/chromium.ts';
import { spawnNode } from '../stages/command.ts';
import type { WindowMachine } from '../stages/window-machine.ts';

/** The JSON that the program prints. Rejects when it fails. @param args its file and its arguments */
export async function measuredOn<T>(machine: WindowMachine, args: readonly string[]): Promise<T> {
  const child = spawnNode([...args], { ...machine.env, CHROME: chromiumPath() }, machine, 'pipe');
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${args[0]} ended with code ${code}.`);
  return JSON.parse(printed) as T;
}
