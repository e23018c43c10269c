/** One generation as an export tells it: docs/exporting.md says what each field means. */
import type { ExportRow } from '../../catalog/reads/items/export-rows.ts';

/** Where the copy of each file is, by the catalog's number. */
export type CopyNames = ReadonlyMap<number, string>;

/** The document of a generation; `copies` tells the names of its files in this export. */
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

/** The same for people: title, prompt, shots and note as plain text. */
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
