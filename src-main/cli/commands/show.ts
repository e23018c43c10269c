/** `show ID`: prints one generation with all its data. */
import { stripVTControlCharacters } from 'node:util';
import type { FileInfo, GenerationDetail } from '../../contract/items/generation.ts';
import { shownTitle } from '../../contract/items/shown-title.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { credentialsLine } from '../output/credentials.ts';
import { bytes, clean, counted, duration, moment, pad, wrap } from '../output/terminal.ts';

const LABEL = 13;
const MAX_COLUMNS = 96;

export async function runShow(context: Context): Promise<0> {
  const ids = [...context.args.words, ...context.args.texts('id')];
  const [id] = ids;
  if (id === undefined || ids.length > 1)
    throw new UsageError('Say which item to show, by one identifier: afterimage show ID');
  const detail = await context.withLibrary(({ reads }) => reads.show(id));
  if (!detail) throw new UsageError(`No item has the id “${clean(id)}”. Ids are in the output of: afterimage search`);
  await context.print(detail, () => describe(detail, context));
  return 0;
}

function describe(item: GenerationDetail, { paint, columns }: Context): string {
  const width = Math.min(MAX_COLUMNS, columns) - LABEL - 2;
  const field = (label: string, value: string | null, at = width): readonly string[] => {
    if (value === null || value === '') return [];
    const lines = value.split('\n').flatMap((line) => (line.trim() === '' ? [''] : wrap(clean(line), at)));
    return lines.map((line, row) => `  ${paint('dim', pad(row === 0 ? label : '', LABEL))}${line}`.trimEnd());
  };
  // A path is never wrapped, so that it can be copied.
  const paths = (label: string, values: readonly string[]): readonly string[] =>
    values.flatMap((value, at) => field(at === 0 ? label : '', value, Number.POSITIVE_INFINITY));
  const from = (name: string): string => (item.provenance[name] ? `  (${item.provenance[name]})` : '');
  return [
    paint('bold', clean(shownTitle(item) ?? item.id)),
    '',
    ...field('Id', item.id),
    ...field('Made', item.createdAt && `${moment(item.createdAt)} UTC${from('createdAt')}`),
    ...field('Media', media(item)),
    ...field('Prompt', item.prompt && stripVTControlCharacters(item.prompt)),
    ...field('Shots', item.shots.length > 0 ? counted(item.shots.length, 'shot') : null),
    ...field('Model', [item.model, item.operation, item.preset].filter(Boolean).join(' · ')),
    ...field('Author', item.author),
    ...field('Mentions', item.mentions.map((name) => `@${name}`).join(' ')),
    ...field('Tags', item.tags.join(', ')),
    ...field('Rating', '★'.repeat(item.rating)),
    ...field(
      'Marks',
      [item.favorite && 'favourite', item.liked && 'liked', item.draft && 'draft'].filter(Boolean).join(', '),
    ),
    ...field('Note', item.note && stripVTControlCharacters(item.note)),
    ...field('Collections', item.collections.join(', ')),
    ...field('Task', item.taskId),
    ...field('Post', item.postId),
    ...field('Remix of', item.parentPostId),
    ...field('Account', item.account),
    ...paths('Files', item.files.map(fileLines)),
    ...paths(
      'Known from',
      item.records.map(({ format, path, entry }) => `${format} · ${path}${entry ? ` › ${entry}` : ''}`),
    ),
    '',
  ].join('\n');
}

function media(item: GenerationDetail): string {
  if (item.state === 'prompt-only') return 'none: only its prompt is known';
  return [
    item.kind,
    item.width && item.height ? `${item.width} × ${item.height}` : null,
    item.durationSeconds === null ? null : duration(item.durationSeconds),
    item.fps === null ? null : `${Math.round(item.fps * 100) / 100} fps`,
    item.codec,
    item.hasAudio === null ? null : item.hasAudio ? 'sound' : 'silent',
  ]
    .filter(Boolean)
    .join(' · ');
}

function fileLines(file: FileInfo): string {
  const where = file.entry ? `${file.path} › ${file.entry}` : file.path;
  const facts = [file.role, file.mime, bytes(file.size), file.missing ? 'missing' : null, file.damage]
    .filter(Boolean)
    .join(' · ');
  return [where, facts, ...(file.c2pa ? [credentialsLine(file.c2pa)] : [])].join('\n');
}
