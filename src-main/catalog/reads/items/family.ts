/**
 * Reads families of remixes: from the first ancestor down to all remixes, including posts that the library does not
 * have.
 */
import type { Database } from 'better-sqlite3';
import type { FamilyMember } from '../../../contract/organising/insights.ts';
import { statement } from '../../query-language/statement.ts';
import { type ApiRemixes, readApiRemixes } from './api-remixes.ts';

/** The largest number of members and of levels. */
const MOST = 200;
const DEEPEST = 40;

interface Node {
  readonly postId: string;
  readonly rowid: number | null;
}

interface Own {
  readonly id: number;
  readonly postId: string | null;
  readonly apiId: string | null;
  readonly parent: string | null;
  readonly root: string | null;
}

/**
 * The whole family: parents before children, the oldest child first. Empty for an item that is no remix and was never
 * remixed.
 */
export function readFamily(db: Database, rowid: number): readonly FamilyMember[] {
  const sql = `SELECT id, post_id AS postId, api_id AS apiId, parent_post_id AS parent, root_post_id AS root FROM generation WHERE id = :rowid`;
  const own = statement(db, sql).get({ rowid }) as Own | undefined;
  if (!own) return [];
  const remixes = own.apiId === null ? NO_REMIXES : readApiRemixes(db);
  const parent = own.parent ?? remixes.parents.get(rowid) ?? null;
  const self: Node = { postId: own.postId ?? own.apiId ?? '', rowid };
  if (self.postId === '' && parent === null) return [];
  const seen = new Set<string>();
  const members: FamilyMember[] = [];
  const visit = (node: Node, depth: number): void => {
    if (members.length >= MOST || depth > DEEPEST || seen.has(node.postId)) return;
    seen.add(node.postId);
    members.push({ ...node, depth });
    for (const child of node.postId === '' ? [] : childrenOf(db, remixes, node.postId)) visit(child, depth + 1);
    // A node without an id cannot be found as a child of its parent.
    if (node.postId === parent && !seen.has(self.postId)) visit(self, depth + 1);
  };
  visit(firstAncestor(db, remixes, self, parent, own.root), 0);
  if (!seen.has(self.postId)) visit(self, members.length === 0 ? 0 : 1);
  return members.length > 1 ? members : [];
}

const NO_REMIXES: ApiRemixes = { parents: new Map(), children: new Map() };

/** Follows the parents as far as they are named. A root beyond the last named parent comes first. */
function firstAncestor(
  db: Database,
  remixes: ApiRemixes,
  self: Node,
  parent: string | null,
  root: string | null,
): Node {
  const climbed = new Set([self.postId]);
  let top = self;
  for (let above = parent; above !== null && !climbed.has(above) && climbed.size <= DEEPEST; ) {
    climbed.add(above);
    const found = byName(db, above);
    top = { postId: above, rowid: found?.id ?? null };
    above = found ? (found.parent ?? remixes.parents.get(found.id) ?? null) : null;
  }
  return root !== null && top === self && !climbed.has(root)
    ? { postId: root, rowid: byName(db, root)?.id ?? null }
    : top;
}

/** A generation by its post or API id. */
function byName(db: Database, name: string): { readonly id: number; readonly parent: string | null } | undefined {
  const sql = `SELECT g.id, g.parent_post_id AS parent FROM identifier i JOIN generation g ON g.id = i.generation_id
    WHERE i.value = :name AND g.present = 1`;
  return statement(db, sql).get({ name }) as { id: number; parent: string | null } | undefined;
}

function childrenOf(db: Database, remixes: ApiRemixes, postId: string): readonly Node[] {
  const sql = `SELECT id AS rowid, COALESCE(post_id, api_id, public_id) AS postId FROM generation
    WHERE present = 1 AND (parent_post_id = :postId OR id IN (SELECT value FROM json_each(:remixes)))
    ORDER BY created_ms, public_id LIMIT ${MOST}`;
  return statement(db, sql).all({ postId, remixes: JSON.stringify(remixes.children.get(postId) ?? []) }) as Node[];
}
