/**
 * The disk becomes full at a write that depends on the number of the case, permanently or for a moment. The command
 * ends with a sentence, and works again when there is room.
 */
import type { Campaign } from './campaign.ts';
import { diskEnv, hasDisk, NO_COMPILER } from './disk.ts';
import { openDisturbed } from './disturbed.ts';
import { isSentence, start } from './program.ts';

export const fullDisk: Campaign = {
  name: 'full-disk',
  about: 'The disk becomes full during commands, which run again when there is space.',
  cases: 170,
  open: async (root) => {
    if (!hasDisk()) return NO_COMPILER;
    return openDisturbed(root, 1, async ({ args, root: folder, known: { changes } }, random) => {
      const full = 1 + random(Math.max(1, changes));
      const isShort = random(3) === 0;
      const ran = await start(args, { env: diskEnv({ root: folder, full, ...(isShort && { refusals: 1 }) }) });
      const at = `full at change ${full} of ${changes}`;
      if (ran.code === null || ran.code > 2)
        return { ran, isOver: false, wrong: `${at}: ended with ${ran.code}: ${ran.err}` };
      const isTold = ran.code !== 2 || isSentence(ran.err);
      return { ran, isOver: false, ...(!isTold && { wrong: `${at}: no sentence: ${ran.err}` }) };
    });
  },
};
