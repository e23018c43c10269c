/** Exports and imports the annotations of an open library, and writes them as XMP sidecars. */
import { asFile } from '../../annotations/brought-file.ts';
import { exportWords } from '../../annotations/export-words.ts';
import { writeSidecars } from '../../annotations/sidecars.ts';
import { assertApartFromSources } from '../../keeping/apart-from-originals.ts';
import type { Words } from '../library.ts';
import { toLibraryError } from '../library-failure.ts';
import { unpackedFolder } from '../library-folder.ts';
import type { CatalogThreads } from '../opening/catalog-threads.ts';
import type { Saving } from '../opening/saving.ts';

export interface WordsParts extends Pick<CatalogThreads, 'reads' | 'importer'>, Pick<Saving, 'inOrder'> {
  readonly directory: string;
}

export function openWords({ directory, reads, importer, inOrder }: WordsParts): Words {
  return {
    export: (as, q, asked) => exportWords(reads, as, q, asked),
    async bring(name, content) {
      const calls = await importer.calls();
      const read = await asFile(unpackedFolder(directory), content, (path) => calls.readWords(name, path)).catch(
        (cause: unknown) => {
          throw toLibraryError(cause, name);
        },
      );
      return inOrder(() => calls.bringWords(read), name);
    },
    async sidecars(folder, q, asked) {
      await assertApartFromSources(reads, folder);
      return writeSidecars(reads, folder, q, asked);
    },
  };
}
