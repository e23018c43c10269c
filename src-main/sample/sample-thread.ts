/** Paints the frames of one clip at a time and pipes each into ffmpeg. Runs in its own thread. */
import { type FrameSink, openFrameSink } from '../media/programs/ffmpeg.ts';
import { serve } from '../threads/rpc.ts';
import { encodeArguments, FRAMES_PER_SECOND } from './encode.ts';
import { createCanvas, developer } from './paint/canvas.ts';
import type { Painting } from './plan.ts';
import { SCENES } from './scenes/all.ts';
import type { Scene } from './scenes/scene.ts';

let sink: FrameSink | null = null;
let stopped = false;

export interface SampleThread {
  /** Paints one file. Rejects when ffmpeg fails or the thread is stopped. */
  paint(painting: Painting, target: string): Promise<void>;
  /** Stops the running work. */
  stop(): void;
}

const api: SampleThread = {
  async paint({ task, seed }, target) {
    const scene: Scene = SCENES[task.scene];
    const still = task.file !== 'mp4' && task.file !== 'hevc';
    const [width, height] = paintedSize(task.size, scene.scale, still);
    const stage = { width, height, unit: Math.min(width, height), seed, seconds: task.seconds, mood: task.mood };
    const canvas = createCanvas(width, height);
    const paint = scene.set(stage);
    const develop = developer(width, height, scene.look);
    const frames = Math.round(task.seconds * FRAMES_PER_SECOND);
    sink = openFrameSink(encodeArguments({ ...task, painted: [width, height], seed }), target);
    const first = still && !scene.remembers ? frames - 1 : 0;
    for (let frame = first; frame < frames && !stopped; frame++) {
      paint(canvas, frame / FRAMES_PER_SECOND);
      if (!still || frame === frames - 1) await sink.write(develop(canvas));
    }
    await sink.end();
    sink = null;
  },
  stop() {
    stopped = true;
    sink?.kill();
  },
};

serve(api);

/**
 * Clips are painted as if their shorter side were 704 px. Stills, of which one frame is kept, are painted up to their
 * own size.
 */
function paintedSize(size: readonly [number, number], scale: number, still: boolean): [number, number] {
  const shorter = Math.min(...size);
  const share = Math.min(1, still ? scale * 1.5 : (scale * 704) / shorter);
  return [Math.round((size[0] * share) / 2) * 2, Math.round((size[1] * share) / 2) * 2];
}
