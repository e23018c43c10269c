/**
 * Refetches what a change of the catalog made out of date. After an edit these are only the queries that the edit
 * concerns.
 */
import type { Query, QueryClient } from '@tanstack/react-query';
import { EVERYTHING, type Part, type Scope, union } from '../../../src-main/contract/organising/change.ts';
import type { EditResult } from '../../../src-main/contract/organising/edit.ts';
import { cardStore } from '../cards/cards.ts';
import { outdateStart } from '../start/started.ts';
import { askAnew } from './ask-anew.ts';

/** While an import runs the catalog changes many times a second; results follow at most this often. */
const REFRESH_MS = 600;
/** And edits made elsewhere at most this often. */
const EDITS_MS = 150;

type Change = NonNullable<EditResult['change']>;

/** The queries that show data of sources and imports. */
const OF_ARCHIVE: ReadonlySet<string> = new Set([
  'library',
  'sources',
  'verification',
  'result',
  'sidebar',
  'tree',
  'generation',
  'related',
  'imports',
  'journal',
  'suggest',
  'prompts',
  'people',
  'person',
  'statistics',
  'words',
  'duplicates',
  'organised',
  'count',
  'stack',
  'history',
  'did-you-mean',
]);

/** The queries that show the result of a search. The search is the second part of their key. */
const OF_RESULT: ReadonlySet<string> = new Set([
  'result',
  'tree',
  'count',
  'prompts',
  'people',
  'statistics',
  'words',
  'duplicates',
]);

/** The queries that show each part, besides results, cards and details. */
const OF_PART: Readonly<Record<Exclude<Part, 'archive'>, readonly string[]>> = {
  tags: ['sidebar', 'statistics'],
  'tag-list': ['sidebar', 'statistics', 'organised'],
  favorites: ['sidebar', 'duplicates'],
  ratings: ['sidebar', 'statistics', 'duplicates'],
  notes: ['sidebar'],
  collections: ['sidebar', 'organised'],
  'collection-list': ['sidebar', 'organised'],
  searches: ['organised'],
  stacks: ['stack', 'duplicates', 'sidebar'],
};

/**
 * Refetches the queries on the page that the change concerns. Other queries are refetched when a component uses them.
 */
export function refresh(client: QueryClient, scope: Scope): void {
  outdateStart();
  const { items } = scope;
  const changesItems = items === null || items.length > 0;
  if (changesItems) cardStore.expire(items ?? undefined);
  const parts = new Set(scope.parts);
  const isConcerned = (query: Query): boolean => concerns(query, scope, parts);
  // An outdated result must not be shown, also not while the new one is loading.
  client.removeQueries({ queryKey: ['result'], type: 'inactive', predicate: isConcerned });
  askAnew(client, { predicate: isConcerned });
  // Only dialogs show the tag counts of this list. They refetch when they open.
  if (parts.has('tags')) void client.invalidateQueries({ queryKey: ['organised'], refetchType: 'none' });
  void client.invalidateQueries({ queryKey: ['suggest'], refetchType: 'none' });
}

function concerns({ queryKey, state }: Query, { items }: Scope, parts: ReadonlySet<Part>): boolean {
  const [name, about] = queryKey as readonly [string, unknown];
  if (parts.has('archive')) return OF_ARCHIVE.has(name);
  if (name === 'history') return true;
  if (name === 'generation') return items === null || items.includes(about as number);
  if ([...parts].some((part) => part !== 'archive' && OF_PART[part].includes(name))) return true;
  return OF_RESULT.has(name) && mayChange(state.data, about, parts);
}

/**
 * Whether the result of a search may have changed. Without known dependencies only the result of the empty search is
 * safe.
 */
function mayChange(data: unknown, q: unknown, parts: ReadonlySet<Part>): boolean {
  const { dependsOn } = (data ?? {}) as { readonly dependsOn?: readonly Part[] };
  return dependsOn ? dependsOn.some((part) => parts.has(part)) : data === undefined || q !== '';
}

/**
 * The number of this page's edits without an answer, the events held back meanwhile, and the revisions of answered
 * edits.
 */
let underWay = 0;
let held: Change[] = [];
const done = new Set<number>();
const MOST_REMEMBERED = 1_000;

/** Runs an edit of this page. Its answer causes the refetch; the event of the same edit is ignored. */
export async function ownEdit<R extends EditResult>(client: QueryClient, edit: () => Promise<R>): Promise<R> {
  underWay += 1;
  try {
    const result = await edit();
    if (result.change) done.add(result.change.revision);
    if (done.size > MOST_REMEMBERED) done.delete(done.values().next().value as number);
    return result;
  } finally {
    underWay -= 1;
    if (underWay === 0) {
      const events = held;
      held = [];
      for (const event of events) editHeard(client, event);
    }
  }
}

let pending: Scope | null = null;
let timer: ReturnType<typeof setTimeout> | null = null;

/** Handles the event of an edit, made in this page or elsewhere. */
export function editHeard(client: QueryClient, change: Change): void {
  // The event of an edit comes before its answer.
  if (underWay > 0) held.push(change);
  else if (!done.has(change.revision)) {
    pending = pending ? union(pending, change.scope) : change.scope;
    if (timer === null) tellPending(client);
  }
}

function tellPending(client: QueryClient): void {
  timer = null;
  if (!pending) return;
  askAnew(client, { queryKey: ['journal'] });
  refresh(client, pending);
  pending = null;
  timer = setTimeout(() => tellPending(client), EDITS_MS);
}

/** Refetches everything, at most once in {@link REFRESH_MS}, and once more after the last call. */
export function everythingChanges(client: QueryClient): { readonly run: () => void; readonly cancel: () => void } {
  return throttle(() => refresh(client, EVERYTHING), REFRESH_MS);
}

/** Runs at once, then at most once per `ms`, and always once more after the last call. */
export function throttle(action: () => void, ms: number): { readonly run: () => void; readonly cancel: () => void } {
  let waits: ReturnType<typeof setTimeout> | null = null;
  let again = false;
  const fire = (): void => {
    again = false;
    action();
    waits = setTimeout(() => {
      waits = null;
      if (again) fire();
    }, ms);
  };
  return {
    run: () => {
      if (waits === null) fire();
      else again = true;
    },
    cancel: () => {
      if (waits !== null) clearTimeout(waits);
    },
  };
}
