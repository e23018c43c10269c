/** Families of remixes: from a generation up to its first ancestor and down to everything made from it, unknown posts included. */
import type { Database } from 'better-sqlite3';
import type { FamilyMember } from '../../contract/insights.ts';
import { statement } from '../search/statement.ts';

/** No family shown is larger or deeper. */
const MOST = 200;
const DEEPEST = 40;

interface Node {
  readonly postId: string;
  readonly rowid: number | null;
}

/** The whole family, ancestors before their children, the oldest child first; empty for what neither is a remix nor was remixed. */
export function readFamily(db: Database, rowid: number): readonly FamilyMember[] {
  const own = statement(
    db,
    'SELECT post_id AS postId, api_id AS apiId, parent_post_id AS parent, root_post_id AS root FROM generation WHERE id = :rowid',
  ).get({
    rowid,
  }) as { postId: string | null; apiId: string | null; parent: string | null; root: string | null } | undefined;
  const name = own?.postId ?? own?.apiId;
  if (!own || (!name && !own.parent)) return [];
  const seen = new Set<string>();
  const members: FamilyMember[] = [];
  const self: Node = { postId: name ?? '', rowid };
  // An own name that nothing refers to is still needed to hang it below its parent.
  const visit = (node: Node, depth: number): void => {
    if (members.length >= MOST || depth > DEEPEST || seen.has(node.postId)) return;
    seen.add(node.postId);
    members.push({ ...node, depth });
    const children = node.postId === '' ? [] : childrenOf(db, node.postId);
    for (const child of children) visit(child, depth + 1);
    const isParent = node.postId === own.parent && !seen.has(self.postId);
    if (isParent) visit(self, depth + 1);
  };
  visit(firstAncestor(db, self, own.parent, own.root), 0);
  if (!seen.has(self.postId)) visit(self, members.length === 0 ? 0 : 1);
  return members.length > 1 ? members : [];
}

/** Goes up as far as parents are named; a root that is further up than they lead comes first. */
function firstAncestor(db: Database, self: Node, parent: string | null, root: string | null): Node {
  const climbed = new Set([self.postId]);
  let top = self;
  for (let above = parent; above !== null && !climbed.has(above) && climbed.size <= DEEPEST; ) {
    climbed.add(above);
    const found = byPost(db, above);
    top = { postId: above, rowid: found?.id ?? null };
    above = found?.parent ?? null;
  }
  return root !== null && top === self && !climbed.has(root) ? { postId: root, rowid: byPost(db, root)?.id ?? null } : top;
}

function byPost(db: Database, postId: string): { readonly id: number; readonly parent: string | null } | undefined {
  const sql = `SELECT g.id, g.parent_post_id AS parent FROM identifier i JOIN generation g ON g.id = i.generation_id
    WHERE i.value = :postId AND g.present = 1`;
  return statement(db, sql).get({ postId }) as { id: number; parent: string | null } | undefined;
}

function childrenOf(db: Database, postId: string): readonly Node[] {
  const sql = `SELECT id AS rowid, COALESCE(post_id, api_id, public_id) AS postId FROM generation
    WHERE parent_post_id = :postId AND present = 1 ORDER BY created_ms, public_id LIMIT ${MOST}`;
  return statement(db, sql).all({ postId }) as Node[];
}
