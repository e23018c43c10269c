/** Finds the source that a word of the command line names. */
import { resolve } from 'node:path';
import type { SourceInfo } from '../../contract/library/library.ts';
import { UsageError } from '../command-line/command.ts';
import { clean } from '../output/terminal.ts';

/** The source with this path or, if there is none, with this id. */
export function findSource(sources: readonly SourceInfo[], word: string): SourceInfo | undefined {
  return sources.find(({ path }) => path === resolve(word)) ?? sources.find(({ id }) => String(id) === word);
}

/** The same. Throws a UsageError when there is no such source. */
export function sourceAt(sources: readonly SourceInfo[], word: string): SourceInfo {
  const found = findSource(sources, word);
  if (!found) throw new UsageError(`No source is at ${clean(resolve(word))}. All of them: afterimage sources`);
  return found;
}
