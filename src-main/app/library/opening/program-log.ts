/** Logs when a library is opened, refused and closed. */
import { codeOf } from '../../../storage/error-code.ts';
import { keepLog, note, QUIET } from '../../../storage/log.ts';
import { version } from '../../version.ts';
import type { OpenOptions } from '../library.ts';

export interface ProgramLog {
  opened(): void;
  /** Logs why the library was not opened, closes the log, and rethrows the cause. */
  refused(cause: unknown): never;
  /** Logs the end of the program, and closes the log. */
  closed(): void;
}

/** From now on, the log is written into the library's folder. */
export function openProgramLog(directory: string, options: OpenOptions): ProgramLog {
  const began = performance.now();
  const close = keepLog(directory, options.log ?? QUIET);
  const msSince = (): number => performance.now() - began;
  return {
    opened() {
      const { platform, arch, versions } = process;
      const { node, electron = null } = versions;
      const program = { version, platform, arch, node, electron, lasting: options.backgroundPreviews };
      note('program-start', { ...program, ms: Math.round(msSince()) });
    },
    refused(cause) {
      note('library-refused', { code: codeOf(cause) || 'internal' });
      close();
      throw cause;
    },
    closed() {
      note('program-end', { seconds: Math.round(msSince() / 1000) });
      close();
    },
  };
}
