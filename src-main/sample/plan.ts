/** Plans the export from the script: the generations, their parts, and the contents of each record. */
import { hex, hexLike, ulidLike } from './identifiers.ts';
import { TASKS } from './script.ts';
import type { FileKind, Task } from './task.ts';

/** One official record, its keys in the order of the export. */
export interface ExportRecord {
  readonly id: string;
  readonly task_id: string;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly prompt: string | null;
  readonly url: string;
}

/** One file to be painted. */
export interface Painting {
  readonly name: string;
  readonly task: Task;
  readonly seed: number;
}

export interface Part {
  readonly number: 1 | 2 | 3;
  readonly records: readonly ExportRecord[];
  /** The names of its media files. A file in two parts is painted once. */
  readonly files: readonly string[];
}

export interface Plan {
  readonly parts: readonly Part[];
  readonly paintings: readonly Painting[];
}

interface Entry {
  readonly part: 1 | 2 | 3;
  readonly record: ExportRecord | null;
  readonly painting: Painting | null;
}

/** The export's parts are contiguous in time, newest first. */
const PART_STARTS = [
  [1, '2025-12-01'],
  [2, '2025-08-01'],
  [3, '2025-01-01'],
] as const;

/** Before this day the records have the older service's form: whole sizes, own titles, no sound. */
const SECOND_SERVICE = '2025-09-30';

export function planOf(tasks: readonly Task[] = TASKS): Plan {
  const entries = tasks.flatMap(entriesOf);
  const parts = ([1, 2, 3] as const).map((number): Part => {
    const own = entries.filter((entry) => entry.part === number);
    return {
      number,
      records: own.flatMap(({ record }) => (record ? [record] : [])),
      files: own.flatMap(({ painting }) => (painting ? [painting.name] : [])),
    };
  });
  const paintings = new Map(entries.flatMap(({ painting }) => (painting ? [[painting.name, painting] as const] : [])));
  return {
    parts: parts.filter(({ records, files }) => records.length + files.length > 0),
    paintings: [...paintings.values()],
  };
}

function entriesOf(task: Task): Entry[] {
  const asked = Date.parse(task.at);
  const number = PART_STARTS.find(([, start]) => task.at >= start)?.[0] ?? 3;
  const bare = task.oddity === 'bare-hex';
  const taskId = bare ? hexLike(asked, asked) : `task_${ulidLike(asked, asked % 1_000_003)}`;
  return task.seeds.flatMap((seed, index): Entry[] => {
    const made = asked + 41_000 + index * 2_300 + (seed % 7) * 410;
    const id = bare ? hexLike(made, made) : `gen_${ulidLike(made, (made % 1_000_003) + index)}`;
    const record = task.oddity === 'no-record' ? null : recordOf(task, id, taskId, made);
    const filed = task.oddity !== 'no-file' && !(task.oddity === 'second-has-no-file' && index === 1);
    const painting = filed ? { name: `${id}.${extension(task.file)}`, task, seed } : null;
    const entry: Entry = { part: number, record, painting };
    return task.oddity === 'in-two-parts' && index === 0 ? [{ ...entry, part: 1 }, entry] : [entry];
  });
}

function recordOf(task: Task, id: string, taskId: string, made: number): ExportRecord {
  const share = task.at >= SECOND_SERVICE ? 0.5 : 1;
  const [width, height] = task.size;
  return {
    id,
    task_id: taskId,
    width: Math.round(width * share),
    height: Math.round(height * share),
    title: task.title ?? 'New Video',
    prompt: task.prompt,
    url: deadLink(made, task.at >= '2025-11-01'),
  };
}

/** A signed link as in the export, long expired. The signature is invented. */
function deadLink(made: number, recent: boolean): string {
  const uuid = `00000000-${hex(4, made)}-7280-8000-${hex(12, made + 1)}`;
  const query = `se=2026-04-13T00%3A00%3A00Z&sp=r&sv=2024-08-04&sr=b&sig=${hex(24, made + 2)}%3D`;
  const place = recent ? `${hex(15, made + 3)}_${uuid}%2Fdrvs%2Fmd%2Fraw` : `${uuid}%2Fraw`;
  return `https://videos.openai.com/az/files/${place}?${query}`;
}

function extension(file: FileKind): string {
  return file === 'hevc' ? 'mp4' : file;
}

/** The records as `generations.json`: one line, spaces after separators, non-ASCII characters escaped. */
export function exportJson(records: readonly ExportRecord[]): string {
  const objects = records.map(
    (record) =>
      `{${Object.entries(record)
        .map(([key, value]) => `${ascii(key)}: ${ascii(value)}`)
        .join(', ')}}`,
  );
  return `[${objects.join(', ')}]`;
}

function ascii(value: string | number | null): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
