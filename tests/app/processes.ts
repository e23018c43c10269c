/** The child processes of a process, as Linux tells them. */
import { readdirSync, readFileSync } from 'node:fs';

/**
 * The process ids of ffmpeg and ffprobe that were started by any thread of this process, with `word` among their
 * arguments.
 */
export function ffmpegPids(parent: number, word = ''): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const found = statOf(pid);
      return (
        found !== null &&
        found.parent === parent &&
        found.state !== 'Z' &&
        /^ff(mpeg|probe)/.test(found.name) &&
        read(pid, 'cmdline').includes(word)
      );
    });
}

export const ffmpegsOf = (parent: number, word = ''): number => ffmpegPids(parent, word).length;

/** Null for a process that has ended meanwhile. */
function statOf(pid: number): { readonly name: string; readonly state: string; readonly parent: number } | null {
  const [whole, name = '', state = '', parent = ''] = /^\d+ \((.*)\) (\S) (\d+)/s.exec(read(pid, 'stat')) ?? [];
  return whole === undefined ? null : { name, state, parent: Number(parent) };
}

function read(pid: number, file: 'stat' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}
