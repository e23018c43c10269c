/** The type of one task of the sample archive. */
import type { SceneName } from './scenes/all.ts';
import type { Sound } from './sound.ts';

export type FileKind = 'mp4' | 'hevc' | 'png' | 'webp' | 'jpg';

export interface Task {
  /** In UTC. The ids of the task and of its generations contain it. */
  readonly at: string;
  readonly prompt: string | null;
  readonly title?: string;
  readonly scene: SceneName;
  readonly mood: string;
  /** Width × height of the file in px. */
  readonly size: readonly [number, number];
  /** The length of a clip in seconds; for a still, the moment that it shows. */
  readonly seconds: number;
  readonly sound: Sound;
  readonly file: FileKind;
  /** One generation for each seed. */
  readonly seeds: readonly number[];
  /** The presence of its generations in the export; default: listed and with a file. */
  readonly oddity?: 'no-file' | 'no-record' | 'bare-hex' | 'in-two-parts' | 'second-has-no-file';
}
