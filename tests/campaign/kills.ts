/**
 * Ends commands with SIGKILL: before a write that depends on the number of the case where disk.c can be used, or after
 * some time.
 */
import type { Campaign } from './campaign.ts';
import { diskEnv, hasDisk } from './disk.ts';
import { openDisturbed } from './disturbed.ts';
import { start } from './program.ts';

/** The maximum number of kills in one case. */
const MOST_KILLS = 3;

export const kills: Campaign = {
  name: 'kills',
  about: 'Commands are killed at any moment and run again.',
  cases: 200,
  open: (root) =>
    openDisturbed(root, MOST_KILLS, async ({ args, root: folder, known: { changes, ms } }, random) => {
      const isByTime = !hasDisk() || random(4) === 0;
      const ran = isByTime
        ? await start(args, { killAfter: ms * (0.2 + random(1000) / 1100) })
        : await start(args, { env: diskEnv({ root: folder, kill: 1 + random(Math.max(1, changes)) }) });
      // A run with fewer changes than the undisturbed one ends by itself.
      return { ran, isOver: !ran.isKilled };
    }),
};
