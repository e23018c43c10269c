/** Reads SoraVault's text files beside its media: labelled lines, a ruled line, and the prompt. */
import type { Kind } from '../../contract/items/generation.ts';
import type { Claims, Ids } from '../claims.ts';
import { statedKind, statedSize } from '../fields/fallback-keys.ts';
import { type JsonObject, statedClaims, statedPost, statedWord, unitedClaims } from '../fields/stated-claims.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { statedId } from '../naming/ids.ts';
import { memberOfSource } from './soravault-folders.ts';

/** The content of a text file. `ids` is empty when the file names no generation. */
export interface Sidecar {
  readonly ids: Ids;
  readonly claims: Claims;
  readonly raw: JsonObject;
}

/** Rules of any kind of dash count, because tools and editors change them. */
const RULED = /^\s*[─━—=_-]{2,}\s*Prompt\b/;
const LABEL = /^\s*([A-Za-z][A-Za-z /.]{0,30}?)\s*:(?:\s(.*)|)$/;
/** One of these labels identifies a SoraVault text; of the usual labels, two are needed. */
const TELLING = new Set(['Generation ID', 'Upload ID', 'Preset ID']);
const USUAL = new Set([
  'Source',
  'Task ID',
  'Date',
  'Post ID',
  'Type',
  'User ID',
  'Username',
  'Display Name',
  'Owner',
  'Owner User ID',
  'Resolution',
  'Aspect ratio',
  'Quality',
  'Operation',
]);

/** Whether a text begins like a SoraVault sidecar. */
export function isSidecar(text: string): boolean {
  return isOwn(splitText(text).labelled);
}

function isOwn(labelled: Parts['labelled']): boolean {
  return labelled.some(([label]) => TELLING.has(label)) || labelled.filter(([label]) => USUAL.has(label)).length >= 2;
}

/** Reads a sidecar. A text without SoraVault's labels is read as a prompt. */
export function readSidecar(text: string): Sidecar {
  const { labelled, rest, prompt } = splitText(text);
  const isPlain = prompt === undefined && !isOwn(labelled);
  const raw = stripUrls(
    isPlain
      ? { Prompt: text.replace(/^\ufeff/, '').trim() }
      : {
          ...named(labelled),
          ...(rest.length === 0 ? {} : { Text: rest.join('\n') }),
          ...(prompt === undefined ? {} : { Prompt: prompt }),
        },
  ) as JsonObject;
  const ids = idsIn(raw);
  return { ids, claims: claimsIn(raw, ids), raw };
}

interface Parts {
  readonly labelled: readonly (readonly [label: string, value: string])[];
  readonly rest: readonly string[];
  readonly prompt: string | undefined;
}

/** Splits the text into the lines before the first rule with `Prompt`, and the text after it. */
function splitText(text: string): Parts {
  const lines = text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  const ruled = lines.findIndex((line) => line.includes('── Prompt') || RULED.test(line));
  const head = ruled < 0 ? lines : lines.slice(0, ruled);
  const labelled: [string, string][] = [];
  const rest: string[] = [];
  for (const line of head) {
    const [, label, value = ''] = LABEL.exec(line) ?? [];
    if (label !== undefined) labelled.push([label.replace(/\s+/g, ' '), value.trim()]);
    else if (line.trim() !== '') rest.push(line);
  }
  return {
    labelled,
    rest,
    prompt:
      ruled < 0
        ? undefined
        : lines
            .slice(ruled + 1)
            .join('\n')
            .replace(/\n+$/, ''),
  };
}

/** A label that appears twice keeps both values. */
function named(labelled: Parts['labelled']): JsonObject {
  const fields = new Map<string, string>();
  for (const [label, value] of labelled) {
    const earlier = fields.get(label);
    fields.set(label, earlier === undefined || earlier === value ? value : `${earlier}\n${value}`);
  }
  return Object.fromEntries(fields);
}

/** Uploads, presets and people have ids of another type. They are not generations. */
function idsIn(raw: JsonObject): Ids {
  const stated = statedId(raw['Generation ID'], 'gen');
  const post = statedPost(raw['Post ID']);
  return { ...statedId(raw['Task ID'], 'task'), ...stated, ...(post === undefined ? {} : { post }) };
}

function claimsIn(raw: JsonObject, ids: Ids): Claims {
  const [width, height] = statedSize(raw.Resolution) ?? [];
  const isChild = raw.Remix === 'child';
  const isFigure = raw['User ID'] !== undefined || raw.Username !== undefined;
  const claims = statedClaims({
    kind: kindIn(raw),
    prompt: raw.Prompt,
    title: raw.Title ?? raw.Name ?? (isFigure ? (raw['Display Name'] ?? raw.Username) : undefined),
    // The date of a post is the day of posting, not of creation.
    on: ids.post === undefined ? raw.Date : undefined,
    width,
    height,
    duration: raw.Duration,
    model: raw.Model,
    operation: raw.Operation,
    seed: raw.Seed,
    author: raw.Author ?? (isFigure ? (raw.Owner ?? raw.Username) : undefined),
    mentions: statedWord(raw.Cameos)?.split(/[,、]\s*/) ?? [],
    liked: /^(?:yes|true)$/i.test(statedWord(raw.Liked) ?? ''),
    collections: [raw.Folder, ...ofKind(raw, isFigure)],
    parentPostId: raw['Remix parent'] ?? (isChild ? raw['Remix source'] : undefined),
    rootPostId: statedPost(raw['Remix root']) === ids.post ? undefined : raw['Remix root'],
  });
  return unitedClaims(claims, memberOfSource(raw.Source));
}

function ofKind(raw: JsonObject, isFigure: boolean): readonly string[] {
  if (isFigure) return ['characters'];
  if (raw['Upload ID'] !== undefined) return ['uploads'];
  return raw['Preset ID'] === undefined ? [] : ['presets'];
}

function kindIn(raw: JsonObject): Kind | undefined {
  return (
    statedKind(raw['Task type']) ??
    statedKind(raw.Type) ??
    (/^(?:v2_|profile$|drafts$)/.test(statedWord(raw.Source) ?? '') ? 'video' : undefined)
  );
}
