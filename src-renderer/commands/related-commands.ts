/** Commands that show items related to an item. */
import { cardStore } from '../api/cards/cards.ts';
import { api } from '../api/client.ts';
import { filterText } from '../search/query-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './command-context.ts';

const hasOne = ({ target }: CommandContext): boolean => target !== null && target.rowid !== null;

export const KIN_COMMANDS: readonly Command[] = [
  {
    id: 'show-similar',
    name: 'command.show-similar',
    group: 'items',
    isAvailable: hasOne,
    run: (c) => void showKin(c, 'like'),
  },
  {
    id: 'show-lookalikes',
    name: 'command.show-lookalikes',
    group: 'items',
    isAvailable: hasOne,
    run: (c) => void showKin(c, 'looks'),
  },
  {
    id: 'same-prompt',
    name: 'command.same-prompt',
    group: 'items',
    isAvailable: hasOne,
    run: (c) => void showKin(c, 'same'),
  },
  {
    id: 'same-task',
    name: 'command.same-task',
    group: 'items',
    isAvailable: hasOne,
    run: (c) => void showKin(c, 'task'),
  },
  {
    id: 'remixes',
    name: 'command.remixes',
    group: 'items',
    isAvailable: hasOne,
    run: (c) => void showKin(c, 'family'),
  },
];

/** Shows related items in the gallery; similar items with the most similar first. */
async function showKin(
  { target, view, t, fail }: CommandContext,
  field: 'like' | 'looks' | 'same' | 'task' | 'family',
): Promise<void> {
  if (target?.rowid == null) return;
  try {
    const card = cardStore.get(target.rowid) ?? (await api.cardsOf([target.rowid]))[0];
    if (!card) return;
    view.search(
      filterText({ field, value: card.id, negated: false }),
      field === 'like' || field === 'looks' ? 'relevance' : 'newest',
    );
  } catch (error) {
    fail(errorSentence(t, error));
  }
}
