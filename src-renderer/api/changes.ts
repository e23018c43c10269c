/** What a change of the catalog makes out of date on the page: after an edit only what it concerns is asked for again. */
import type { Query, QueryClient } from '@tanstack/react-query';
import { EVERYTHING, type Part, type Scope, union } from '../../src-main/contract/change.ts';
import type { EditResult } from '../../src-main/contract/edit.ts';
import { askAnew } from './ask-anew.ts';
import { cardStore } from './cards.ts';

/** While an import runs the catalog changes many times a second; results follow at most this often. */
const REFRESH_MS = 600;
/** And edits made elsewhere at most this often. */
const EDITS_MS = 150;

type Change = NonNullable<EditResult['change']>;

/** What sources and imports bring is in all of these. */
const OF_ARCHIVE: ReadonlySet<string> = new Set([
  'library',
  'sources',
  'verification',
  'result',
  'sidebar',
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

/** What shows the result of a query, which stands second in the key. */
const OF_RESULT: ReadonlySet<string> = new Set(['result', 'count', 'prompts', 'people', 'statistics', 'words', 'duplicates']);

/** What each part is in, besides results, cards and details. */
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

/** Asks again for what is on the page and concerned; what is not looked at is asked when it is. */
export function refresh(client: QueryClient, scope: Scope): void {
  const { items } = scope;
  const changesItems = items === null || items.length > 0;
  if (changesItems) cardStore.expire(items ?? undefined);
  const parts = new Set(scope.parts);
  const isConcerned = (query: Query): boolean => concerns(query, scope, parts);
  // A result of yesterday is not to be seen again, not even until today's is there.
  client.removeQueries({ queryKey: ['result'], type: 'inactive', predicate: isConcerned });
  askAnew(client, { predicate: isConcerned });
  // Their counts of tags are seen in dialogs, which ask when they open.
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

/** Whether what a query finds may be another now. Where nobody has said what it depends on, only the whole library surely is not. */
function mayChange(data: unknown, q: unknown, parts: ReadonlySet<Part>): boolean {
  const { dependsOn } = (data ?? {}) as { readonly dependsOn?: readonly Part[] };
  return dependsOn ? dependsOn.some((part) => parts.has(part)) : data === undefined || q !== '';
}

/** Edits of this page that are not answered yet, and the revisions of those that were. */
let underWay = 0;
let held: Change[] = [];
const done = new Set<number>();
const MOST_REMEMBERED = 1_000;

/** An edit of this page: what it changed is asked for when it is answered, and not a second time when the event of it arrives. */
export async function ownEdit(client: QueryClient, edit: () => Promise<EditResult>): Promise<EditResult> {
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

/** An edit was made: here, which its answer tells too, or elsewhere. */
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

/** Everything is asked for again, at most once in {@link REFRESH_MS}, and once more after the last call. */
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
