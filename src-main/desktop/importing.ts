/** Paths that came from outside the page: the command line, a second start, the system. */
import { access } from 'node:fs/promises';
import type { Library } from '../app/library.ts';
import type { DesktopTexts } from './texts/en.ts';

export interface Imports {
  /** Imports paths; those that come before the library is open wait for it. */
  add(paths: readonly string[]): Promise<void>;
  /** The library is open. */
  open(library: Pick<Library, 'jobs'>): Promise<void>;
}

/** How many paths a message names. */
const NAMED = 5;

/** @param tell says what could not be imported: a title, and why with the paths */
export function openImports(
  texts: () => DesktopTexts,
  tell: (title: string, detail: string) => void,
  sentenceOf: (cause: unknown) => string,
): Imports {
  const waiting: string[] = [];
  let library: Pick<Library, 'jobs'> | null = null;

  const run = async (): Promise<void> => {
    if (!library || waiting.length === 0) return;
    const paths = [...new Set(waiting.splice(0))];
    const isThere = await Promise.all(paths.map(exists));
    const there = paths.filter((_, index) => isThere[index]);
    const gone = paths.filter((_, index) => !isThere[index]);
    // One path that vanished must not keep the others from being imported.
    if (gone.length > 0) tell(texts().cannotImport, firstOf(texts().vanished, gone, texts().more));
    if (there.length === 0) return;
    try {
      await library.jobs.import(there);
    } catch (cause) {
      tell(texts().cannotImport, sentenceOf(cause));
    }
  };
  return {
    async add(paths) {
      waiting.push(...paths);
      await run();
    },
    async open(opened) {
      library = opened;
      await run();
    },
  };
}

/** A sentence and the first of the paths it is about. `more` says how many others there are. */
export function firstOf(sentence: string, paths: readonly string[], more: string): string {
  const others = paths.length - NAMED;
  const rest = others > 0 ? [more.replace('{count}', String(others))] : [];
  return `${sentence}\n\n${[...paths.slice(0, NAMED), ...rest].join('\n')}`;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
