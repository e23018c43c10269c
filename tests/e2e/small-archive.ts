/** A library with a dozen small clips and pictures. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSample } from '../../src-main/sample/make-sample.ts';
import { planOf } from '../../src-main/sample/plan.ts';
import { TASKS } from '../../src-main/sample/script.ts';
import { importFrom } from './served.ts';

export interface SmallLibrary {
  readonly library: string;
  /** The number of generations. */
  readonly total: number;
  /** Deletes the folder; the library must be closed before. */
  remove(): Promise<void>;
}

/** Makes a library in a temporary folder. */
export async function smallLibrary(): Promise<SmallLibrary> {
  const folder = await mkdtemp(join(tmpdir(), 'afterimage-e2e-'));
  const total = await makeSmallLibrary(folder);
  return { library: join(folder, 'library'), total, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Makes the archive in a folder and imports it into `library` beside it; returns the number of generations. */
export async function makeSmallLibrary(folder: string): Promise<number> {
  const tasks = TASKS.slice(0, 9).map((task) => ({
    ...task,
    size: [eighth(task.size[0]), eighth(task.size[1])] as const,
    seconds: 2,
    seeds: task.seeds.slice(0, 2),
  }));
  const plan = planOf([...tasks, ...TASKS.filter(({ oddity }) => oddity === 'no-file').slice(0, 1)]);
  await makeSample(join(folder, 'archive'), { plan });
  await importFrom(join(folder, 'library'), join(folder, 'archive'));
  return plan.parts.flatMap(({ records }) => records).length;
}

/** Encoders need even sizes. */
const eighth = (side: number): number => Math.round(side / 16) * 2;
