/**
 * How the code of the page is cut: what runs while the rest loads, what the first screen needs, and everything else by
 * the screen that opens it. Forty small files would take 60 ms longer than two, even from this computer.
 */
import type { Plugin, Rolldown } from 'vite';

type CodeSplittingOptions = Exclude<Rolldown.OutputOptions['codeSplitting'], boolean | undefined>;

/** The entry that runs first; see src-renderer/early.ts. */
const EARLY = 'early';

/** The modules of the early entry. What they import comes along. */
const OF_EARLY =
  /preload-helper|[\\/]src-renderer[\\/](?:early|api[\\/]start[\\/]request|design[\\/]theme|i18n[\\/](?:languages|remembered|texts))\.ts$/;

/** zod, and the rules for names, which only dialogs check. */
const SCHEMAS = /[\\/](?:node_modules[\\/]zod[\\/]|contract[\\/]organising[\\/]names\.ts)/;

/** `$initial` are the modules of which the entries use something. A group takes along what its modules import. */
export const pageChunks: CodeSplittingOptions = {
  groups: [
    { name: 'schemas', test: SCHEMAS, priority: 3 },
    { name: 'early', test: OF_EARLY, tags: ['$initial'], priority: 2 },
    { name: 'first', tags: ['$initial'], priority: 1 },
  ],
};

/** Lets the document run the early entry as soon as it is there: the other scripts wait until the document is read. */
export function earlyScript(): Plugin {
  return {
    name: 'early-script',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const early = Object.values(bundle).find(
          (file) => file.type === 'chunk' && file.isEntry && file.name === EARLY,
        );
        if (!early) throw new Error('The early entry was not built.');
        const attrs = { type: 'module', async: true, crossorigin: true, src: `./${early.fileName}` };
        return [{ tag: 'script', attrs, injectTo: 'head-prepend' }];
      },
    },
  };
}
