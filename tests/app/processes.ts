/** The child processes of a process, as Linux tells them. */
import { readdirSync, readFileSync } from 'node:fs';

/** The process ids of ffmpeg and ffprobe that were started by any thread of this process. */
export function ffmpegPids(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const found = statOf(pid);
      return found !== null && found.parent === parent && found.state !== 'Z' && /^ff(mpeg|probe)/.test(found.name);
    });
}

export const ffmpegsOf = (parent: number): number => ffmpegPids(parent).length;

/** Null for a process that has ended meanwhile. */
function statOf(pid: number): { readonly name: string; readonly state: string; readonly parent: number } | null {
  try {
    const [, name = '', state = '', parent = ''] = /^\d+ \((.*)\) (\S) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return { name, state, parent: Number(parent) };
  } catch {
    return null;
  }
}
