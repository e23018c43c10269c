/** Reads Sora 1's own objects: tasks and their generations. */
import type { Kind, Shot } from '../../contract/items/generation.ts';
import type { Claims, Ids } from '../claims.ts';
import { type JsonObject, objectOf, statedClaims } from '../fields/stated-claims.ts';
import { statedId } from '../naming/ids.ts';
import { statedNumber, statedText, statedTitle } from '../text/texts.ts';

/** What one object of the service states about one generation. */
export interface Stated {
  readonly ids: Ids;
  readonly claims: Claims;
  /** The index among its post's attachments, and that attachment's id, when there are several. */
  readonly attachment?: number;
  readonly attachmentId?: string;
}

/** Reads a generation, with its task when it is known. */
export function statedGeneration(generation: JsonObject, task: JsonObject = {}): Stated {
  const ids: Ids = {
    ...statedId(task.id, 'task'),
    ...statedId(generation.task_id, 'task'),
    ...statedId(generation.generation_id, 'gen'),
    ...statedId(generation.id, 'gen'),
  };
  return { ids, claims: claimsOf(generation, task, ids) };
}

/** Reads a task without generations: waiting, failed or refused. */
export function statedTask(task: JsonObject): Stated {
  const ids: Ids = { ...statedId(task.id, 'task') };
  return { ids, claims: claimsOf({}, task, ids) };
}

function claimsOf(generation: JsonObject, task: JsonObject, ids: Ids): Claims {
  const either = (name: string): unknown => generation[name] ?? task[name];
  const kind = kindOf(generation, task);
  const source = objectOf(objectOf(generation.encodings).source);
  return statedClaims({
    kind,
    prompt: statedText(generation.prompt) ?? statedText(task.prompt) ?? generation.task_prompt,
    title: statedTitle(generation.title) ?? task.title,
    // A task begins moments before its generations. So the task's date counts less than the date in a generation's id.
    ...(ids.gen === undefined
      ? { createdAt: either('created_at') }
      : { createdAt: generation.created_at, on: task.created_at }),
    width: either('width'),
    height: either('height'),
    duration: kind === 'image' ? undefined : (statedNumber(source.duration_secs) ?? secondsOf(either('n_frames'))),
    model: either('model'),
    operation: either('operation'),
    seed: either('seed'),
    preset: presetOf(generation, task),
    author: objectOf(either('user')).username,
    shots: shotsOf(either('actions')),
    liked: generation.is_liked,
    collections: generation.is_favorite === true ? ['favorites'] : [],
  });
}

function kindOf(generation: JsonObject, task: JsonObject): Kind | undefined {
  const type = `${statedText(generation.task_type) ?? ''} ${statedText(task.type) ?? ''} ${statedText(task.task_type) ?? ''}`;
  if (/vid/i.test(type)) return 'video';
  if (/image/i.test(type)) return 'image';
  const frames = statedNumber(generation.n_frames) ?? statedNumber(task.n_frames);
  return frames === undefined ? undefined : frames > 1 ? 'video' : 'image';
}

/** Seconds from a number of frames: the service counts thirty frames per second. */
export function secondsOf(frames: unknown): number | undefined {
  const count = statedNumber(frames);
  return count === undefined || count <= 1 ? undefined : count / 30;
}

function presetOf(generation: JsonObject, task: JsonObject): unknown {
  const preset = objectOf(generation.preset ?? task.preset);
  return statedText(preset.title) ?? statedText(preset.name) ?? generation.preset_id ?? task.preset_id;
}

/** A storyboard in Sora 1's form: texts by the moments at which they begin. */
function shotsOf(actions: unknown): readonly Shot[] {
  const texts = Object.entries(objectOf(actions)).flatMap(([at, text]) => {
    const stated = statedText(text) ?? statedText(objectOf(text).text) ?? statedText(objectOf(text).prompt);
    return stated === undefined ? [] : [{ at: Number(at), text: stated.trim() }];
  });
  const sorted = texts.every(({ at }) => Number.isFinite(at)) ? texts.sort((a, b) => a.at - b.at) : texts;
  return sorted.map(({ text }) => ({ seconds: null, text }));
}
