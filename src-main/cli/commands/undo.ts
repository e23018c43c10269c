/** `undo [N]`, `redo [N]` and `history`: undo and redo journal entries, and list them, latest first. */
import type { EditResult, JournalChange } from '../../contract/organising/edit.ts';
import { wholeNumber } from '../command-line/arguments.ts';
import { type Context, UsageError } from '../command-line/command.ts';
import { changeInWords } from '../output/change-text.ts';
import { moment } from '../output/terminal.ts';

const MOST_STEPS = 10_000;

export const runUndo = (context: Context): Promise<0> => run(context, 'undo');
export const runRedo = (context: Context): Promise<0> => run(context, 'redo');

async function run(context: Context, direction: 'undo' | 'redo'): Promise<0> {
  const wanted = stepsWanted(context, direction);
  const steps = await context.withLibrary(async ({ edits }) => {
    const taken: { readonly change: JournalChange; readonly changed: number }[] = [];
    let next: EditResult = await edits.journal();
    while (taken.length < wanted && !context.signal.aborted) {
      const change = next[direction];
      if (!change) break;
      next = await edits[direction]();
      taken.push({ change, changed: next.changed });
    }
    return taken;
  });
  const changed = steps.reduce((sum, step) => sum + step.changed, 0);
  await context.print({ changed, steps }, () => {
    if (steps.length === 0) return `There is nothing to ${direction}.\n`;
    const lead = direction === 'undo' ? 'Undone' : 'Redone';
    return `${steps.map((step) => `${lead}: ${changeInWords(step)}`).join('\n')}\n`;
  });
  return 0;
}

function stepsWanted({ args }: Context, name: string): number {
  const [written = '1', ...rest] = args.words;
  const steps = /^\d{1,5}$/.test(written) ? Number(written) : 0;
  if (rest.length > 0 || steps < 1 || steps > MOST_STEPS)
    throw new UsageError(`Say how many steps, 1 to 10,000: afterimage ${name} 3`);
  return steps;
}

export async function runHistory(context: Context): Promise<0> {
  if (context.args.words.length > 0) throw new UsageError('“history” takes no words: afterimage history --limit 20');
  const limit = wholeNumber(context.args, 'limit', 1, 1_000_000, 100);
  const entries = await context.withLibrary(({ edits }) => edits.history(limit));
  await context.print({ entries }, () => {
    if (entries.length === 0) return 'Nothing was changed yet.\n';
    const rows = entries.map((entry) => {
      const undone = entry.undone ? context.paint('dim', '  undone') : '';
      return `  ${context.paint('dim', moment(entry.at))}  ${changeInWords(entry)}${undone}`;
    });
    return `${rows.join('\n')}\n`;
  });
  return 0;
}
