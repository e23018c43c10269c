/** Finds the conversations of ChatGPT exports: by their names, by the manifest, and those that a browser script saved alone. */
import type { KnownProblem } from '../../contract/archive/problem-codes.ts';
import { isObject } from '../fields/stated-claims.ts';
import { type JsonPeek, looksAt } from '../json/json-peek.ts';
import { baseName, folderName, isMediaName, stemOf } from '../naming/file-names.ts';
import { cleanStem } from '../naming/ids.ts';
import type { ReaderContext } from '../reader.ts';
import type { SourceEntry } from '../source.ts';
import { pathOf } from '../source-files/place.ts';
import { peekText, readJson } from '../source-files/small-text.ts';
import type { Tree } from '../source-files/tree.ts';

const CONVERSATIONS = /^conversations(?:[-_ ]?\d{1,6})?(?: ?\(\d+\))?\.json$/i;
const PEEK = 64 * 1024;

/** A document with conversations. A browser script saves each alone: the document is then the conversation itself. */
export interface Talks {
  readonly entry: SourceEntry;
  readonly isAlone: boolean;
}

/**
 * Finds the conversation files by their names or by the manifest, and conversations that were saved alone. A file that
 * the manifest lists and that is absent is reported.
 */
export async function conversationsIn(context: ReaderContext, problems: KnownProblem[]): Promise<readonly Talks[]> {
  const { tree, signal, isTaken, isSought } = context;
  const found = new Set(
    tree.source.entries.filter(({ name }) => (isSought ? /\.json$/i : CONVERSATIONS).test(baseName(name))),
  );
  for (const manifest of tree.named('export_manifest.json')) {
    const { value } = await readJson(manifest, signal);
    for (const name of shardsIn(value)) {
      const at = folderName(manifest.name) === '' ? name : `${folderName(manifest.name)}/${name}`;
      const shard = tree.at(at);
      if (shard) found.add(shard);
      else
        problems.push({
          path: pathOf(manifest),
          code: 'part-missing',
          message: `The export lists ${name}, but it is not here.`,
          params: { name },
        });
    }
  }
  const own: Talks[] = [];
  for (const entry of found) {
    if (isTaken(entry)) continue;
    const head = await peekText(entry, PEEK, signal);
    const isAlone = /^\s*\{/.test(head) && !/"conversations"\s*:\s*\[/.test(head);
    if (/"mapping"\s*:/.test(head)) own.push({ entry, isAlone });
  }
  for await (const { entry, look } of looksAt(savedAlone(found, tree), context))
    if (await isConversation(entry, look, signal)) own.push({ entry, isAlone: true });
  return own;
}

/** JSON documents that may be a conversation: those with a media file of their name are notes of that file. */
function savedAlone(found: ReadonlySet<SourceEntry>, tree: Tree): readonly SourceEntry[] {
  return tree.source.entries.filter((entry) => {
    const base = baseName(entry.name);
    if (found.has(entry) || !/\.json$/i.test(base)) return false;
    return !isMediaName(stemOf(base)) && tree.mediaByStem(cleanStem(base)).length === 0;
  });
}

/** Whether a document has the messages of a conversation, as a tree with answers below them. */
async function isConversation(
  entry: SourceEntry,
  { root, fields }: JsonPeek,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (root !== 'object') return false;
  if (isObject(fields.mapping))
    return Object.values(fields.mapping).some((node) => isObject(node) && isObject(node.message) && 'children' in node);
  // A look leaves out fields that are longer than a peek.
  return entry.size > PEEK && NODES.test(await peekText(entry, PEEK, signal));
}

/** The beginning of the tree: its first node, by its id. */
const NODES = /"mapping"\s*:\s*\{\s*"[^"]{1,100}"\s*:\s*\{\s*"(?:id|message|parent|children)"\s*:/;

function shardsIn(manifest: unknown): readonly string[] {
  const files =
    isObject(manifest) && isObject(manifest.logical_files) ? manifest.logical_files['conversations.json'] : null;
  const names = isObject(files) && Array.isArray(files.files) ? files.files.slice(0, 10_000) : [];
  return names.filter((name): name is string => typeof name === 'string' && name !== '');
}
