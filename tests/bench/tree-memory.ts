/** The memory of a process and of everything that it started. */
import { readdir, readFile } from 'node:fs/promises';

/** The proportional set size of a process and of everything it started, in MB. */
export async function treeMemory(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const own = Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1000;
  const children = await childrenOf(pid);
  const theirs = await Promise.all(children.map(treeMemory));
  return theirs.reduce((sum, mb) => sum + mb, own);
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  );
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}
