/** How the window is built: main process and workers beside each other, one bridge, one page. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { isBesideTheBundle } from './build/beside-the-bundle.ts';
import { documentHead, pageChunks } from './build/page-chunks.ts';
import { onlySpokenLocales } from './build/page-locales.ts';
import { pureContract } from './build/pure-contract.ts';
import product from './package.json' with { type: 'json' };
import { NONCE_PLACEHOLDER } from './src-main/app/static-page.ts';
import { STAMP_FILE, sourceStamp } from './src-main/cli/built-program.ts';

const from = (path: string): string => resolve(import.meta.dirname, path);

/** A worker is started from the file beside its caller, so everything in out/main lies flat and keeps its name. */
const mainEntries = {
  program: from('src-main/program.ts'),
  main: from('src-main/main.ts'),
  cli: from('src-main/cli.ts'),
  'serve-library': from('src-main/cli/running/serve-library.ts'),
  'reader-worker': from('src-main/app/workers/reader-worker.ts'),
  'writer-worker': from('src-main/app/workers/writer-worker.ts'),
  'import-worker': from('src-main/app/workers/import-worker.ts'),
  'copy-worker': from('src-main/app/workers/copy-worker.ts'),
  'mirror-worker': from('src-main/app/workers/mirror-worker.ts'),
  'preview-worker': from('src-main/app/workers/preview-worker.ts'),
  'recovery-worker': from('src-main/app/workers/recovery-worker.ts'),
  'snapshot-worker': from('src-main/app/workers/snapshot-worker.ts'),
  'sample-thread': from('src-main/sample/sample-thread.ts'),
};

/** Says from which sources the program was built, so that the command line uses it only for these. */
function stamped(): Plugin {
  let stamp = '';
  return {
    name: 'afterimage-stamp',
    buildStart() {
      stamp = sourceStamp(import.meta.dirname);
    },
    writeBundle({ dir }) {
      if (dir) writeFileSync(join(dir, STAMP_FILE), stamp);
    },
  };
}

export default defineConfig({
  main: {
    plugins: [stamped()],
    build: {
      externalizeDeps: { exclude: Object.keys(product.dependencies).filter((name) => !isBesideTheBundle(name)) },
      rolldownOptions: {
        input: mainEntries,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload can load nothing: it is one CommonJS file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: from('src-main/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: from('src-renderer'),
    plugins: [react(), onlySpokenLocales(), pureContract(), documentHead()],
    // Replaced in every answer: it admits the style elements that React Aria makes at run time.
    html: { cspNonce: NONCE_PLACEHOLDER },
    server: {
      host: '127.0.0.1',
      port: 5173,
      strictPort: true,
      hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: 5173 },
    },
    build: {
      minify: true,
      // The first screen is one chunk of 515 kB; `tests/build/page-size.test.ts` limits it.
      chunkSizeWarningLimit: 600,
      // Fonts and pictures stay files: the page's policy knows no others.
      assetsInlineLimit: 0,
      // Whose code is inside the page, with their licences: the packages' notices are made from it.
      license: { fileName: '.vite/licences.json' },
      rolldownOptions: {
        input: { index: from('src-renderer/index.html'), early: from('src-renderer/early.ts') },
        output: { codeSplitting: pageChunks },
      },
    },
  },
});
