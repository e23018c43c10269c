/** What an item is called wherever a title is shown: the one rule for the window, the command line and exports. */
import type { FileRole } from './generation.ts';
import { titleFromName } from './name-words.ts';

interface Titled {
  readonly title: string | null;
  readonly prompt: string | null;
  readonly shots: readonly unknown[];
  readonly files: readonly { readonly path: string; readonly entry: string | null; readonly role: FileRole }[];
}

/** The title. An item with neither title nor prompt is called by the name of its file; null for one without a file. */
export function shownTitle({ title, prompt, shots, files }: Titled): string | null {
  if (title !== null || prompt !== null || shots.length > 0) return title;
  const main = files.find(({ role }) => role !== 'reference' && role !== 'thumbnail');
  return main ? titleFromName(fileNameOf(main)) : null;
}

/** The last part of a file's path, or of its path inside a zip. */
export const fileNameOf = ({ path, entry }: { readonly path: string; readonly entry: string | null }): string =>
  (entry ?? path).split(/[/\\]/).at(-1) ?? '';
