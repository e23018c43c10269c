/** Pages of the folder tree, with counts of the current result. */
import { useQueries } from '@tanstack/react-query';
import { useRef } from 'react';
import type { FolderPage } from '../../src-main/contract/searching/folder-tree.ts';
import { PAGE, type PageKey, type Pages } from '../folders/tree-rows.ts';
import { api } from './client.ts';

export interface FolderPages {
  /** The latest answer for a page, if there is one: its counts can be of the query before. */
  readonly page: Pages;
  readonly error: Error | null;
  retry(): void;
}

/** Loads these pages. */
export function useFolderPages(q: string, wanted: readonly PageKey[]): FolderPages {
  const latest = useRef(new Map<string, FolderPage>());
  const answers = useQueries({
    queries: wanted.map((key) => ({
      queryKey: ['tree', q, key.under, key.offset],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => api.folderPage({ q, ...key, limit: PAGE }, signal),
      gcTime: 60_000,
    })),
  });
  answers.forEach(({ data }, at) => {
    if (data) latest.current.set(idOf(wanted[at] as PageKey), data);
  });
  const failed = answers.find(({ error }) => error !== null);
  return {
    page: (key) => latest.current.get(idOf(key)),
    error: failed?.error ?? null,
    retry: () => {
      for (const answer of answers) if (answer.error) void answer.refetch();
    },
  };
}

const idOf = ({ under, offset }: PageKey): string => `${offset} ${under ?? ''}`;
