/**
 * How the code of the page is cut: what runs while the rest loads, what the first screen needs, and everything else by
 * the screen that opens it. Forty small files would take 60 ms longer than two, even from this computer.
 */
import type { Plugin, Rolldown } from 'vite';

type CodeSplittingOptions = Exclude<Rolldown.OutputOptions['codeSplitting'], boolean | undefined>;

/** The entry that runs first; see src-renderer/early.ts. */
const EARLY = 'early';

/**
 * The modules of the early entry. What they import comes along. The folding is there because the rules for names share it
 * with the first screen: they would take it along.
 */
const OF_EARLY =
  /preload-helper|[\\/]contract[\\/]searching[\\/]fold\.ts$|[\\/]src-renderer[\\/](?:early|api[\\/]start[\\/]request|design[\\/]theme|i18n[\\/](?:languages|remembered|texts))\.ts$/;

/** zod, and the rules for names, which only dialogs check. */
const SCHEMAS = /[\\/](?:node_modules[\\/]zod[\\/]|contract[\\/]organising[\\/]names\.ts)/;

/** `$initial` are the modules of which the entries use something. A group takes along what its modules import. */
export const pageChunks: CodeSplittingOptions = {
  groups: [
    { name: 'early', test: OF_EARLY, tags: ['$initial'], priority: 3 },
    { name: 'schemas', test: SCHEMAS, priority: 2 },
    { name: 'first', tags: ['$initial'], priority: 1 },
  ],
};

/** The letters that every language of the page uses. Without a preload the font loads after the first layout. */
const FONT = /(?:^|\/)inter-latin-wght-normal-[^/]*\.woff2$/;

/**
 * Lets the document run the early entry as soon as it is there, because the other scripts wait until the document is
 * read; and load the font beside them.
 */
export function documentHead(): Plugin {
  return {
    name: 'document-head',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const files = Object.values(bundle);
        const early = files.find((file) => file.type === 'chunk' && file.isEntry && file.name === EARLY);
        const font = files.find(({ fileName }) => FONT.test(fileName));
        if (!early || !font) throw new Error('The early entry or the font was not built.');
        const address = ({ fileName }: { readonly fileName: string }): string => `./${fileName}`;
        return [
          {
            tag: 'script',
            attrs: { type: 'module', async: true, crossorigin: true, src: address(early) },
            injectTo: 'head-prepend',
          },
          {
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: address(font) },
            injectTo: 'head',
          },
        ];
      },
    },
  };
}
