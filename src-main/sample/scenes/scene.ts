/** The interface of a scene: it is set up once for its stage, then painted frame by frame in order. */
import type { Canvas, Look } from '../paint/canvas.ts';

export interface Stage {
  readonly width: number;
  readonly height: number;
  /** The shorter side in px. */
  readonly unit: number;
  readonly seed: number;
  /** The length of the clip in seconds. */
  readonly seconds: number;
  /** The name of one of the scene's moods. */
  readonly mood: string;
}

export interface Scene {
  /**
   * The resolution as a fraction of a 704 px wide clip. Soft scenes need fewer pixels; ffmpeg enlarges them smoothly.
   */
  readonly scale: number;
  readonly look: Look;
  /** Each frame is computed from the one before, so no frame can be left out. */
  readonly remembers?: true;
  /**
   * Sets the scene up. The returned painter fills the whole canvas for the moment `time` in seconds. Frames come in
   * order, 30 per second.
   */
  set(stage: Stage): (canvas: Canvas, time: number) => void;
}

/** The entry of `moods` that the stage names. */
export function moodOf<T>(moods: Readonly<Record<string, T>>, stage: Stage): T {
  const mood = moods[stage.mood];
  if (!mood) throw new Error(`The scene has no mood “${stage.mood}”.`);
  return mood;
}
