/** Imports paths from outside the page: command line, second start, operating system. */
import type { Library } from '../../app/library/library.ts';
import { isThere } from '../../storage/is-there.ts';
import type { DesktopTexts } from '../menu/texts/en.ts';

export interface Imports {
  /** Imports paths. Before the library is open, they wait. */
  add(paths: readonly string[]): Promise<void>;
  /** Imports the waiting paths into the open library. */
  open(library: Pick<Library, 'jobs'>): Promise<void>;
}

/** The number of paths that a message lists. */
const NAMED = 5;

/** @param tell shows what could not be imported: a title, and the reason with the paths */
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
    const found = await Promise.all(paths.map(isThere));
    const there = paths.filter((_, index) => found[index]);
    const gone = paths.filter((_, index) => !found[index]);
    // One absent path must not prevent the import of the others.
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

/** A sentence with the first paths that it concerns. @param more the text for the number of other paths */
export function firstOf(sentence: string, paths: readonly string[], more: string): string {
  const others = paths.length - NAMED;
  const rest = others > 0 ? [more.replace('{count}', String(others))] : [];
  return `${sentence}\n\n${[...paths.slice(0, NAMED), ...rest].join('\n')}`;
}
