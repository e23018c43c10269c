/** All campaigns, in the order in which they run. */
import type { Campaign } from './campaign.ts';
import { damage } from './damage.ts';
import { fullDisk } from './full-disk.ts';
import { kills } from './kills.ts';
import { power } from './power.ts';

export const CAMPAIGNS: readonly Campaign[] = [damage, kills, power, fullDisk];
