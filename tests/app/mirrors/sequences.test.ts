/** After random changes of a source and random kills of runs, the next run completes the mirror and loses nothing. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { CLI } from '../../cli/run.ts';
import { mp4 } from '../../fixtures/media.ts';
import { contentsOf, openWorld, type World } from './world.ts';

vi.setConfig({ testTimeout: 400_000 });

const PATHS = ['a.mp4', 'b.mp4', 'deep/a.mp4', 'deep/c.mp4', 'deep/er/d.mp4'] as const;
const Path = fc.constantFrom(...PATHS);
const Content = fc.integer({ min: 0, max: 5 });
/** Bytes added to each file, so that a copy takes some milliseconds and a kill can happen during it. */
const PADDING = 6_000_000;

const Step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('write' as const), path: Path, content: Content }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('move' as const), path: Path, to: Path }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('remove' as const), path: Path }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('run' as const), setAside: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('kill' as const), afterMs: fc.integer({ min: 0, max: 60 }) }) },
);
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never;

test('after any steps and kills the mirror holds all current and all earlier contents of the source', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 4, maxLength: 10 }), async (steps) => {
      const world = await openWorld();
      await writeInto(world, 'anchor.mp4', 9);
      await world.imports();
      const { id } = await world.library.mirrors.add({
        directory: world.target,
        sources: [1],
        collections: [],
        query: null,
      });
      /** All contents that were ever in the source; and those that a complete run has seen. */
      const ever = new Set<string>();
      const held = new Set<string>();
      const note = async (into: Set<string>): Promise<void> => {
        for (const hash of Object.values(await contentsOf(world.source))) into.add(hash);
      };
      await note(ever);
      for (const step of [...steps, { does: 'run', setAside: true } as const]) {
        await take(world, step);
        await note(ever);
        if (step.does === 'kill') {
          await world.imports();
          await runAndKill(world, step.afterMs);
        }
        if (step.does !== 'run') continue;
        await world.imports();
        const { problems } = await world.report(id, { setAside: step.setAside });
        // A file that was deleted between its import and its first copy is lost, and reported.
        expect(problems.filter(({ code }) => code !== 'file-missing')).toEqual([]);
        await note(held);
        await judge(world, step.setAside, ever, held);
        expect(await world.report(id)).toMatchObject({ copied: 0, renamed: 0, replaced: 0 });
      }
      await world.library.close();
    }),
    // The number of runs is limited by time, because a busy computer is slower.
    { numRuns: 12, endOnFailure: true, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: false },
  );
});

async function writeInto({ source }: World, path: string, content: number): Promise<void> {
  const whole = join(source, path);
  await mkdir(dirname(whole), { recursive: true });
  await writeFile(whole, Buffer.concat([await mp4(String(content)), padding(content)]));
}

/** An MP4 box that players skip. */
function padding(content: number): Buffer {
  const box = Buffer.alloc(PADDING, content);
  box.writeUInt32BE(PADDING, 0);
  box.write('free', 4, 'latin1');
  return box;
}

async function take(world: World, step: Step): Promise<void> {
  if (step.does === 'write') await writeInto(world, step.path, step.content);
  if (step.does === 'remove') await rm(join(world.source, step.path), { force: true });
  if (step.does !== 'move') return;
  const to = join(world.source, step.to);
  await mkdir(dirname(to), { recursive: true });
  await rename(join(world.source, step.path), to).catch(() => {});
}

/** Runs the mirror in a process of its own and kills it while it copies, or soon after. */
async function runAndKill({ root, target }: World, afterMs: number): Promise<void> {
  // A run that was killed before has left a journal: the new run adds to it.
  const written = async (): Promise<number> =>
    (await stat(join(target, '.afterimage-mirror-journal')).catch(() => null))?.size ?? 0;
  const before = await written();
  const child = spawn(process.execPath, [CLI, '--library', join(root, 'library'), 'mirror', 'run'], {
    stdio: 'ignore',
  });
  let isOver = false;
  const ended = once(child, 'exit').then(() => {
    isOver = true;
  });
  while (!isOver && (await written()) === before) await wait(2);
  await wait(afterMs);
  child.kill('SIGKILL');
  await ended;
}

async function judge(
  world: World,
  isSetAside: boolean,
  ever: ReadonlySet<string>,
  held: ReadonlySet<string>,
): Promise<void> {
  const { source, target } = world;
  const mirror = await contentsOf(target);
  const originals = Object.entries(await contentsOf(source)).map(([path, hash]) => [`Sora/${path}`, hash] as const);
  const known = new Set(originals.map(([path]) => path));
  for (const [path, hash] of originals) expect(mirror[path]).toBe(hash);
  for (const hash of Object.values(mirror)) expect(ever).toContain(hash);
  const inMirror = new Set(Object.values(mirror));
  for (const hash of held) expect(inMirror).toContain(hash);
  if (isSetAside) for (const path of Object.keys(mirror)) if (path.startsWith('Sora/')) expect(known).toContain(path);
  const { files } = JSON.parse(await readFile(join(target, 'afterimage-mirror.json'), 'utf8')) as {
    files: { path: string; sha256: string }[];
  };
  expect(Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256]))).toEqual(mirror);
  const hidden = (await readdir(target, { recursive: true })).filter((name) => /(?:^|\/)\./.test(name));
  expect(hidden).toEqual([]);
}
