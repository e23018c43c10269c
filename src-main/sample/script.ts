/** What the sample archive holds: every task with its prompt, its scene and the moment it was asked for. */
import type { SceneName } from './scenes/all.ts';
import { FIRST_SERVICE } from './script-first.ts';
import { SECOND_SERVICE } from './script-second.ts';
import type { Sound } from './sound.ts';

export type FileKind = 'mp4' | 'hevc' | 'png' | 'webp' | 'jpg';

export interface Task {
  /** UTC; the ids of the task and of its generations are made from it. */
  readonly at: string;
  readonly prompt: string | null;
  readonly title?: string;
  readonly scene: SceneName;
  readonly mood: string;
  /** Width × height of the file in px. */
  readonly size: readonly [number, number];
  /** Length of a clip; for a still, the moment it shows. */
  readonly seconds: number;
  readonly sound: Sound;
  readonly file: FileKind;
  /** One generation for each seed. */
  readonly seeds: readonly number[];
  /** How its generations stand in the export; `listed and filed` unless said otherwise. */
  readonly oddity?: 'no-file' | 'no-record' | 'bare-hex' | 'in-two-parts' | 'second-has-no-file';
}

/** Newest first, as the export lists them. */
export const TASKS: readonly Task[] = [...SECOND_SERVICE, ...FIRST_SERVICE];
