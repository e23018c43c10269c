/** Damages every kind of file in a library. No answer may be wrong, and a damaged backup must be refused. */
import { closeSync, copyFileSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { restoreBackup } from '../../src-main/app/backups/restore.ts';
import { openLibrary } from '../../src-main/app/library/open-library.ts';
import { pick, type Random } from '../fuzz/mutations.ts';
import { type Campaign, fault, type Outcome, sound, told } from './campaign.ts';
import { isSentence, start } from './program.ts';
import { makeSample } from './sample.ts';
import { difference, filesBelow, stateOf } from './state.ts';

export const files: Campaign = {
  name: 'files',
  about: 'Bits change in any file of a library or a backup, or the end of the file is cut.',
  cases: 200,
  async open(root) {
    const sample = await makeSample(root);
    const library = join(root, 'whole');
    await cp(sample.library, library, { recursive: true });
    await start(['--library', library, 'previews']);
    await start(['--library', library, 'backup']);
    copyFileSync(sample.backup, join(library, 'a-backup.zip'));
    const { archives, entered } = stateOf(library);
    const names = [...filesBelow(library).keys()].filter((name) => !/-(wal|shm)$/.test(name));
    return {
      async run(number, random) {
        const name = names[number % names.length] as string;
        const folder = join(root, 'case');
        await rm(folder, { recursive: true, force: true });
        await mkdir(folder);
        const place = join(folder, 'library');
        await cp(library, place, { recursive: true, preserveTimestamps: true });
        const what = `${kindOf(name)}: ${damage(join(place, name), random)}`;
        return /\.zip$|^backups\/.*\.sqlite$/.test(name)
          ? broughtBack(what, place, name, { archives, entered })
          : opened(what, place, { archives, entered });
      },
    };
  },
};

interface Whole {
  readonly archives: string;
  readonly entered: string;
}

const kindOf = (name: string): string =>
  name.replace(/catalog-[\dTZ-]+-\w+/, 'snapshot').replace(/[0-9a-f]{16,}/g, '…');

function damage(path: string, random: Random): string {
  const bytes = readFileSync(path);
  if (bytes.length === 0) return 'it is empty';
  if (random(3) === 0) {
    truncateSync(path, random(bytes.length));
    return 'cut';
  }
  const many = pick([1, 16, 200], random);
  for (let done = 0; done < many; done++) {
    const at = random(bytes.length);
    bytes[at] = (bytes[at] as number) ^ (1 << random(8));
  }
  if (random(4) > 0) writeFileSync(path, bytes);
  else {
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(Math.min(4096, bytes.length)), 0, Math.min(4096, bytes.length), 0);
    closeSync(file);
    return 'its beginning zeroed';
  }
  return 'bits turned';
}

/** Opens the library, makes previews, and compares. */
async function opened(what: string, place: string, whole: Whole): Promise<Outcome> {
  try {
    const library = await openLibrary({ directory: place, backgroundPreviews: false });
    try {
      await library.makePreviews(() => {}, new AbortController().signal);
      library.backups.list();
    } finally {
      await library.close();
    }
  } catch (cause) {
    return answered(what, cause);
  }
  return compared(what, place, whole);
}

/** Restores from the damaged copy: it is refused, or the result is the same as before. */
async function broughtBack(what: string, place: string, name: string, whole: Whole): Promise<Outcome> {
  try {
    await restoreBackup(place, join(place, name));
  } catch (cause) {
    const refused = answered(what, cause);
    return refused.verdict === 'FAULT' ? refused : compared(what, place, whole, refused.detail);
  }
  return compared(what, place, whole);
}

function answered(what: string, cause: unknown): Outcome {
  const { code, message } = cause as { code?: unknown; message: string };
  const isTold = typeof code === 'string' && /^(library|catalog|edits|backup)-/.test(code) && isSentence(message);
  return isTold ? told(what, code) : fault(what, `${code}: ${message}`);
}

function compared(what: string, place: string, { archives, entered }: Whole, detail?: string): Outcome {
  const found = stateOf(place);
  // The library's journal contains an edit and its undo that were made after the backup.
  const isBackup = what.includes('.zip');
  if (found.archives !== archives) return fault(what, `archives: ${difference(archives, found.archives)}`);
  if (!isBackup && found.entered !== entered) return fault(what, `entered: ${difference(entered, found.entered)}`);
  return detail === undefined ? sound(what) : told(what, detail);
}
