/**
 * Folders disappear or become read-only: sources, targets of exports and backups, and the library's folder under a
 * running server.
 */
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pick, type Random } from '../fuzz/mutations.ts';
import { type Campaign, fault, type Outcome, sound, told } from './campaign.ts';
import { isSentence, start } from './program.ts';
import { makeSample, type Sample } from './sample.ts';
import { openServed } from './served-library.ts';
import { unsoundness } from './state.ts';

export const vanishing: Campaign = {
  name: 'vanishing',
  about: 'Sources, targets and the library itself disappear during work.',
  cases: 40,
  async open(root) {
    const sample = await makeSample(root);
    return {
      run: (number, random) =>
        number % 4 === 0
          ? libraryGone(sample, random, join(root, 'case'))
          : placeGone(sample, number, random, join(root, 'case')),
    };
  },
};

const LONGEST_MS = 1_500;

/** A folder that disappears while a command runs. */
type Going = readonly [what: string, gone: string, args: readonly string[]];

async function placeGone(sample: Sample, number: number, random: Random, folder: string): Promise<Outcome> {
  await rm(folder, { recursive: true, force: true });
  const library = join(folder, 'library');
  const source = join(folder, 'drive', 'more');
  const target = join(folder, 'stick');
  await mkdir(target, { recursive: true });
  await cp(sample.library, library, { recursive: true });
  await cp(sample.more, source, { recursive: true });
  if (number % 4 !== 1) await start(['--library', library, 'import', source]);
  const drive = join(folder, 'drive');
  const later: readonly Going[] = [
    ['source gone in verify', drive, ['verify']],
    ['source gone in an export', drive, ['export', join(target, 'out'), '--as', 'folder']],
    ['target gone in an export', target, ['export', join(target, 'out'), '--as', 'site']],
    ['target gone in a backup', target, ['backup', join(target, 'backup.zip')]],
  ];
  const [what, gone, args] =
    number % 4 === 1 ? (['source gone in an import', drive, ['import', source]] satisfies Going) : pick(later, random);
  const running = start(['--library', library, ...args]);
  await wait(200 + random(LONGEST_MS));
  await rename(gone, `${gone} away`);
  const ran = await running;
  if (ran.code === null || ran.code > 2 || (ran.code === 2 && !isSentence(ran.err)))
    return fault(what, `ended with ${ran.code}: ${ran.err}`);
  const broken = unsoundness(library);
  if (broken) return fault(what, broken);
  await rm(gone, { recursive: true, force: true });
  await rename(`${gone} away`, gone);
  const again = await start(['--library', library, 'import', source, '--json']);
  const report = JSON.parse(again.out || '{}') as { files?: { missing?: number } };
  if (again.code === 2 || report.files?.missing !== 0)
    return fault(what, `back again: ${again.code} ${again.err} ${again.out.slice(0, 300)}`);
  return ran.code === 0 ? sound(what) : told(what, ran.err.trim().split('\n')[0] ?? '');
}

/** The folder of an open library is renamed, or replaced by a file. */
async function libraryGone(sample: Sample, random: Random, folder: string): Promise<Outcome> {
  const what = 'library gone under a server';
  await rm(folder, { recursive: true, force: true });
  const library = join(folder, 'library');
  await cp(sample.library, library, { recursive: true });
  const server = await openServed(library);
  const edit = (tag: string) =>
    server.post('/api/edits', { selection: { type: 'query', q: '' }, change: { set: 'tag-add', tag } });
  const first = await edit('before');
  await rename(library, `${library} away`);
  if (random(2) === 0) await writeFile(library, 'a file in its place');
  const answers = [
    await edit('after'),
    await server.post('/api/backups', {}),
    await server.post('/api/cards?q=', {}, 'GET'),
  ];
  const code = await server.stop();
  const unexplained = answers.find(({ status, text }) => status === 0 || status === 500 || text.includes('SQLITE'));
  if (unexplained) return fault(what, `${unexplained.status} ${unexplained.text} ${server.said()}`);
  if (code !== 0) return fault(what, `the server ended with ${code}: ${server.said()}`);
  await rm(library, { recursive: true, force: true });
  await rename(`${library} away`, library);
  const answered = answers[0]?.status === 200 ? ['before', 'after'] : ['before'];
  const found = await start(['--library', library, 'tag', 'list', '--json']);
  if (first.status !== 200 || found.code !== 0) return fault(what, `back again: ${found.err}`);
  const lost = answered.filter((tag) => !found.out.includes(`"${tag}"`));
  return lost.length > 0
    ? fault(what, `answered, but lost: ${lost.join()}`)
    : sound(what, answers.map(({ status }) => status).join(' '));
}
