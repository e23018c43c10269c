/** All campaigns, in the order of their runs. */
import type { Campaign } from './campaign.ts';
import { clock } from './clock.ts';
import { damage } from './damage.ts';
import { files } from './files.ts';
import { fullDisk } from './full-disk.ts';
import { kills } from './kills.ts';
import { power } from './power.ts';
import { servedKills } from './served-kills.ts';
import { together } from './together.ts';
import { vanishing } from './vanishing.ts';
import { wayBack } from './way-back.ts';

export const CAMPAIGNS: readonly Campaign[] = [
  damage,
  wayBack,
  files,
  kills,
  servedKills,
  power,
  fullDisk,
  clock,
  vanishing,
  together,
];
