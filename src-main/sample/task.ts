/** One task of the sample archive. */
import type { SceneName } from './scenes/all.ts';
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
