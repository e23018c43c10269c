/** Opens the second copies of a library: their thread, which waits while other jobs run, and their automatic runs. */
import type { AppEvent, Job } from '../../contract/library/job.ts';
import { lazyThread } from '../workers/lazy-thread.ts';
import type { MirrorApi, MirrorEvent } from '../workers/mirror-worker.ts';
import { type MirrorParts, type Mirrors, openMirrors } from './mirrors.ts';
import type { Session } from './session.ts';
import { openUpkeep } from './upkeep.ts';

export interface MirrorClient {
  readonly face: Mirrors;
  /** Receives the library's job events. While other jobs run, no further copy starts. */
  hear(event: AppEvent & { readonly type: 'job' }): void;
  beginUpkeep(): void;
  endUpkeep(): void;
  close(): Promise<void>;
}

export interface MirrorClientParts extends Pick<MirrorParts, 'library' | 'reads' | 'writer' | 'jobs'> {
  readonly unpacked: string;
}

export function openMirrorClient(parts: MirrorClientParts): MirrorClient {
  const sessions = new Map<string, Session>();
  const thread = lazyThread<MirrorApi>(
    'mirror-worker',
    () => ({ directory: parts.library, unpacked: parts.unpacked }),
    {
      onEvent(event) {
        const { workId, progress } = event as MirrorEvent;
        sessions.get(workId)?.progress(progress);
      },
    },
  );
  const isOther = ({ kind, state }: Job): boolean => kind !== 'mirror' && state === 'running';
  const isBusy = (): boolean => parts.jobs.list().some(isOther);
  const face = openMirrors({ ...parts, thread, sessions, isBusy });
  const upkeep = openUpkeep({ mirrors: face, reads: parts.reads });
  return {
    face,
    hear(event) {
      if (event.job.kind !== 'mirror') thread.running()?.notify.pause(isBusy());
      upkeep.hear(event);
    },
    beginUpkeep: upkeep.begin,
    endUpkeep: upkeep.close,
    close: thread.close,
  };
}
