/** What a scene is: set up once for its stage, then painted frame by frame in order. */
import type { Canvas, Look } from '../paint/canvas.ts';

export interface Stage {
  readonly width: number;
  readonly height: number;
  /** The shorter side in px. */
  readonly unit: number;
  readonly seed: number;
  /** How long the clip runs. */
  readonly seconds: number;
  /** The scene's mood, one of the names it knows. */
  readonly mood: string;
}

export interface Scene {
  /** How finely it is painted: the share of a 704 px wide clip. Soft scenes need fewer pixels; ffmpeg stretches them smoothly. */
  readonly scale: number;
  readonly look: Look;
  /** Each frame grows out of the one before, so that none can be left out. */
  readonly remembers?: true;
  /** Sets the stage; the painter fills the whole canvas for the moment `time` in seconds. Frames come in order, 30 a second. */
  set(stage: Stage): (canvas: Canvas, time: number) => void;
}

/** The entry of `moods` that a stage asks for. */
export function moodOf<T>(moods: Readonly<Record<string, T>>, stage: Stage): T {
  const mood = moods[stage.mood];
  if (!mood) throw new Error(`The scene knows no mood “${stage.mood}”.`);
  return mood;
}
