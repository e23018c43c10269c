/** Measures how long each stage of reading a source takes, for the log. */
import { performance } from 'node:perf_hooks';

type Stage = 'walk' | 'catalogue' | 'fixity' | 'relink';

export interface Stages {
  /** Ends this stage, which began when the previous stage ended. */
  end(stage: Stage): void;
  hashed(files: number, bytes: number): void;
  /** Times in ms; a stage that was not reached has none. */
  figures(): Readonly<Record<Stage | 'hashed' | 'hashedBytes', number>>;
}

export function openStages(): Stages {
  const figures = { walk: 0, catalogue: 0, fixity: 0, relink: 0, hashed: 0, hashedBytes: 0 };
  let began = performance.now();
  return {
    end(stage) {
      const now = performance.now();
      figures[stage] = Math.round(now - began);
      began = now;
    },
    hashed(files, bytes) {
      figures.hashed = files;
      figures.hashedBytes = bytes;
    },
    figures: () => ({ ...figures }),
  };
}
