/** `backup [FILE]`: writes a copy of the catalog, as one file or as a snapshot in the library. */
import { extname, resolve } from 'node:path';
import { type BackupWritten, writeBackup } from '../../app/backups/write-backup.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { bytes, clean, counted } from '../output/terminal.ts';

export async function runBackup(context: Context): Promise<0> {
  const { args, signal } = context;
  const [file, ...rest] = args.words;
  if (rest.length > 0) throw new UsageError('“backup” takes one file: afterimage backup FILE');
  if (file === undefined && args.has('previews'))
    throw new UsageError('Say into which file the previews go: afterimage backup FILE --previews');
  const written = await context.withLibrary(async (library): Promise<BackupWritten> => {
    if (file !== undefined)
      return writeBackup(library, resolve(extname(file) === '' ? `${file}.zip` : file), args.has('previews'), signal);
    const { path, manifest } = await library.backups.take();
    return { file: path, bytes: manifest.parts.catalog.bytes, counts: manifest.counts };
  });
  const { items, tagged, marks } = written.counts;
  await context.print(
    written,
    () =>
      `${counted(items, 'item')}, ${counted(tagged, 'tag')} and ${counted(marks, 'mark')} are kept in ${clean(written.file)} (${bytes(written.bytes)}).\n`,
  );
  return 0;
}
