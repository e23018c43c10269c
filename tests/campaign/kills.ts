/**
 * Commands ended by SIGKILL: before a write that the case's number chooses where disk.c can be used, and after some
 * time.
 */
import type { Campaign } from './campaign.ts';
import { diskEnv, hasDisk } from './disk.ts';
import { openDisturbed } from './disturbed.ts';
import { start } from './program.ts';

/** So many kills one after another before the command may end. */
const MOST_KILLS = 3;

export const kills: Campaign = {
  name: 'kills',
  about: 'Commands are killed at any moment, and given again.',
  cases: 200,
  open: (root) =>
    openDisturbed(root, MOST_KILLS, async ({ args, root: folder, known: { changes, ms } }, random) => {
      const isByTime = !hasDisk() || random(4) === 0;
      const ran = isByTime
        ? await start(args, { killAfter: ms * (0.2 + random(1000) / 1100) })
        : await start(args, { env: diskEnv({ root: folder, kill: 1 + random(Math.max(1, changes)) }) });
      // One that made fewer changes than the undisturbed one came to its end.
      return { ran, isOver: !ran.isKilled };
    }),
};
