/**
 * Several programs use one library at the same time. Every confirmed edit is saved, a restore is refused, and the
 * catalog is sound.
 */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CATALOG_FILE } from '../../src-main/catalog/connection.ts';
import type { Random } from '../fuzz/mutations.ts';
import { type Campaign, fault, type Outcome, sound } from './campaign.ts';
import { isSentence, start } from './program.ts';
import { makeSample, type Sample } from './sample.ts';
import { openServed } from './served-library.ts';
import { unsoundness } from './state.ts';

const EDITS = 12;

export const together: Campaign = {
  name: 'together',
  about: 'Two servers and several commands use one library at once.',
  cases: 10,
  async open(root) {
    const sample = await makeSample(root);
    return { run: (_, random) => crowd(sample, random, join(root, 'case')) };
  },
};

async function crowd(sample: Sample, random: Random, folder: string): Promise<Outcome> {
  const what = 'two servers, edits, import, backup, restore';
  const library = join(folder, 'library');
  await rm(folder, { recursive: true, force: true });
  await cp(sample.library, library, { recursive: true });
  const servers = [await openServed(library), await openServed(library)];
  const wrong: string[] = [];
  const answered: string[] = [];
  const command = async (args: readonly string[], codes: readonly number[]): Promise<void> => {
    const ran = await start(['--library', library, ...args]);
    if (!codes.includes(ran.code ?? -1)) wrong.push(`${args.join(' ')}: ended with ${ran.code}: ${ran.err}`);
    else if (ran.code === 2 && !isSentence(ran.err)) wrong.push(`${args.join(' ')}: ${ran.err}`);
    if (args[0] === 'restore' && !/open in another/.test(ran.err)) wrong.push(`restore was not refused: ${ran.err}`);
    if (args[0] === 'tag' && ran.code === 0) answered.push(String(args[2]));
  };
  const clicks = servers.map(async (server, number) => {
    for (let at = 0; at < EDITS; at++) {
      const tag = `server ${number} ${at}`;
      const { status, text } = await server.post('/api/edits', {
        selection: { type: 'query', q: '' },
        change: { set: 'tag-add', tag },
      });
      if (status === 200) answered.push(tag);
      else wrong.push(`${tag}: ${status} ${text}`);
    }
  });
  const commands = [
    command(['import', sample.more], [0, 1]),
    command(['tag', 'add', 'command', '--query', ''], [0]),
    command(['backup', join(folder, `backup-${random(1_000)}.zip`)], [0]),
    command(['restore', sample.backup], [2]),
    command(['previews'], [0, 1]),
  ];
  await Promise.all([...clicks, ...commands]);
  await Promise.all(servers.map((server) => server.stop()));
  if (wrong.length > 0) return fault(what, wrong.join(' | '));
  const missing = answered.filter((tag) => !hasTag(library, tag));
  const broken = unsoundness(library) ?? (missing.length > 0 ? `answered, but lost: ${missing.join(', ')}` : null);
  if (broken) return fault(what, broken);
  const after = await start(['--library', library, 'doctor', '--json']);
  return after.out.includes('"name":"Catalog","ok":true')
    ? sound(what, `${answered.length} edits`)
    : fault(what, `doctor: ${after.out} ${after.err}`);
}

function hasTag(library: string, tag: string): boolean {
  const db = new Database(join(library, CATALOG_FILE), { readonly: true });
  try {
    return (
      Number(
        db.prepare(`SELECT count(*) FROM generation_tag JOIN tag ON tag.id = tag_id WHERE name = ?`).pluck().get(tag),
      ) > 0
    );
  } finally {
    db.close();
  }
}
