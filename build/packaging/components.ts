/**
 * Lists all components of a package with their licences: packages beside the program, packages inside the page,
 * Electron, ffmpeg.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type LockedPackage, type Lockfile, lockedVersion, programPackages } from './lockfile.ts';
import type { Target } from './target.ts';

export interface Component {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly licence: string;
  /** The text of the licence; for Electron, its place in the package. */
  readonly text: string;
  /**
   * SHA-512 of the registry's tarball, in hexadecimal digits; null for a component that comes inside another package.
   */
  readonly sha512: string | null;
  /** The addresses of the sources of a separate program that ours starts. */
  readonly sources: readonly string[];
}

const About = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  homepage: z.string().optional(),
  ffmpeg: z.string().optional(),
  ffprobe: z.string().optional(),
});
const InPage = z.array(
  z.object({ name: z.string(), version: z.string(), identifier: z.string().nullish(), text: z.string().nullish() }),
);

/** Both programs are built with --enable-gpl --enable-version3, whatever their packages state. */
const PROGRAM_LICENCE = 'GPL-3.0-or-later';

const LICENCE_FILE = /^(?:licen[cs]e|copying)(?:[.-][^/]*)?$/i;

export interface ComponentOptions {
  readonly root: string;
  /** The staging folder with the shipped packages. */
  readonly stage: string;
  readonly lock: Lockfile;
  readonly packages: readonly LockedPackage[];
  readonly electronVersion: string;
  readonly target: Target;
}

/** All components by name. Rejects when one has no licence text. */
export async function readComponents(options: ComponentOptions): Promise<readonly Component[]> {
  const texts = await readTexts();
  const beside = await Promise.all(options.packages.map((locked) => readPackage(options, locked, texts)));
  const inside = await readPage(options, texts);
  const known = new Set(beside.map(({ name }) => name));
  const all = [...beside, ...inside.filter(({ name }) => !known.has(name)), electron(options)];
  for (const { name, licence, text } of all)
    if (licence === '' || text.trim() === '')
      throw new Error(`There is no licence, or no text of it, for ${name}: add build/packaging/licences/${name}.txt.`);
  return all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

type Texts = ReadonlyMap<string, string>;

/** Licence texts that packages lack, by SPDX identifier or package name. */
async function readTexts(): Promise<Texts> {
  const folder = join(import.meta.dirname, 'licences');
  const names = await readdir(folder);
  return new Map(
    await Promise.all(
      names.map(async (name) => [name.replace(/\.txt$/, ''), await readFile(join(folder, name), 'utf8')] as const),
    ),
  );
}

async function readPackage(
  { stage, target }: ComponentOptions,
  locked: LockedPackage,
  texts: Texts,
): Promise<Component> {
  const folder = join(stage, locked.folder);
  const about = About.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  const isProgram = programPackages(target).includes(locked.name);
  const licence = isProgram ? PROGRAM_LICENCE : (about.license ?? '');
  const file = (await readdir(folder)).find((name) => LICENCE_FILE.test(name));
  const text = file ? await readFile(join(folder, file), 'utf8') : standardText(locked.name, licence, texts);
  const sources = isProgram
    ? [`build ${about.ffmpeg ?? about.ffprobe ?? 'unknown'}, taken from ${about.homepage ?? 'an unnamed place'}`]
    : [];
  return { name: locked.name, version: locked.version, licence, text, sha512: hexadecimal(locked.integrity), sources };
}

/** The packages in the page's bundle: Vite writes the list when it builds. */
async function readPage({ root, lock }: ComponentOptions, texts: Texts): Promise<readonly Component[]> {
  const listed = InPage.parse(JSON.parse(await readFile(join(root, 'out/renderer/.vite/licences.json'), 'utf8')));
  return listed.map(({ name, version, identifier, text }) => {
    const licence = identifier ?? '';
    const integrity = lock.packages[`node_modules/${name}`]?.integrity;
    return {
      name,
      version,
      licence,
      text: text || standardText(name, licence, texts),
      sha512: integrity ? hexadecimal(integrity) : null,
      sources: [],
    };
  });
}

function electron({ lock, electronVersion }: ComponentOptions): Component {
  const integrity = lock.packages['node_modules/electron']?.integrity;
  const isLocked = integrity !== undefined && lockedVersion(lock, 'electron') === electronVersion;
  const text =
    'Its licence is LICENSE.electron.txt; the licences of Chromium and of everything in it are LICENSES.chromium.html. Both lie in this package.';
  return {
    name: 'electron',
    version: electronVersion,
    licence: 'MIT',
    text,
    sha512: isLocked ? hexadecimal(integrity) : null,
    sources: [],
  };
}

function standardText(name: string, licence: string, texts: Texts): string {
  return texts.get(name.replaceAll('/', '+')) ?? texts.get(licence.replace(/-or-later$|-only$/, '')) ?? '';
}

function hexadecimal(integrity: string): string {
  return Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
}
