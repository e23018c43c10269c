/** The exported form of one generation; docs/exporting.md describes each field. */
import type { ExportRow } from '../../catalog/reads/items/export-rows.ts';

/** The name of each file's copy, by file id. */
export type CopyNames = ReadonlyMap<number, string>;

/** The JSON document of a generation. @param copies null for an export without media */
export function itemOf({ generation, identifiers, provenance, records }: ExportRow, copies: CopyNames | null): object {
  const { files, ...fields } = generation;
  return {
    ...fields,
    identifiers,
    files: files.map(({ fileId, ...file }) => ({ ...file, ...(copies && { copy: copies.get(fileId) ?? null }) })),
    provenance,
    records: records.map(({ format, path, entry, raw }) => ({ format, path, entry, raw })),
  };
}

/** Title, prompt, shots, tags and note of a generation as plain text. */
export function textOf({ generation: { id, title, prompt, negativePrompt, shots, tags, note } }: TextRow): string {
  const parts = [
    title,
    prompt,
    negativePrompt ? `Not: ${negativePrompt}` : null,
    ...shots.map(({ seconds, text }, at) => `Shot ${at + 1}${seconds === null ? '' : ` (${seconds} s)`}: ${text}`),
    tags.length > 0 ? `Tags: ${tags.join(', ')}` : null,
    note || null,
  ];
  return `${parts.filter((part) => part !== null && part !== '').join('\n\n') || id}\n`;
}

type TextRow = Pick<ExportRow, 'generation'> & { readonly generation: { readonly negativePrompt?: string | null } };
