/** Commands that first load data about their items. */
import type { Selection } from '../../src-main/contract/organising/edit.ts';
import { cardStore } from '../api/cards/cards.ts';
import { api } from '../api/client.ts';
import { copyText } from '../shell/copy-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import type { CommandContext } from './command-context.ts';

/** The largest number of prompts that are copied. */
const COPY_LIMIT = 50;
/** The largest number of rowids that the cards route accepts. */
const CARDS_LIMIT = 500;

/** Removes the favourite mark if all items have it; otherwise sets it on all. */
export async function toggleFavorite(context: CommandContext): Promise<void> {
  const { target, edits } = context;
  if (!target) return;
  await attempt(context, async () => {
    const all = await areAllFavorites(target.selection);
    await edits.apply(target.selection, { set: 'favorite', favorite: !all });
  });
}

async function areAllFavorites(selection: Selection): Promise<boolean> {
  if (selection.type === 'query') {
    const [counts] = (await api.beside({ counts: [selection.q], suggest: null, correct: null })).counts;
    return counts !== undefined && counts.favorite >= counts.total;
  }
  const some = selection.rowids.slice(0, CARDS_LIMIT);
  const known = some.map((rowid) => cardStore.get(rowid));
  const cards = known.every((card) => card != null) ? known : await api.cardsOf(some, '');
  return cards.every((card) => card?.favorite === true);
}

/** Copies the whole prompts, one after the other. */
export async function copyPrompts(context: CommandContext): Promise<void> {
  const { target, t, say, fail } = context;
  if (target?.selection.type !== 'rowids') return;
  const rowids = target.selection.rowids.slice(0, COPY_LIMIT);
  await attempt(context, async () => {
    const details = await Promise.all(rowids.map((rowid) => api.generation(rowid)));
    const prompts = details.map((detail) => detail.prompt).filter((prompt) => prompt !== null);
    if (prompts.length === 0) return fail(t('inspector.no-prompt'));
    if (await copyText(prompts.join('\n\n'))) say(t('inspector.prompt-copied'));
    else fail(t('app.copy-failed'));
  });
}

/** Opens the file manager at the first existing file. */
export async function showInFolder(context: CommandContext): Promise<void> {
  const { target, bridge, t, fail } = context;
  if (target?.rowid == null || !bridge) return;
  const { rowid } = target;
  await attempt(context, async () => {
    const { files } = await api.generation(rowid);
    const file = files.find((one) => !one.missing) ?? files[0];
    if (!file || !(await bridge.revealFile(file.fileId))) fail(t('error.revealed-gone'));
  });
}

async function attempt({ t, fail }: CommandContext, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    fail(errorSentence(t, error));
  }
}
