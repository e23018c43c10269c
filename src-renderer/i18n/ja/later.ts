/** Texts that the first screen does not show, and that load after it. */
import type { enLater } from '../en/later.ts';
import { jaBackups } from './backups.ts';
import { jaCredentials } from './credentials.ts';
import { jaExporting } from './exporting.ts';
import { jaFolders } from './folders.ts';
import { jaMirrors } from './mirrors.ts';
import { jaRecovery } from './recovery.ts';
import { jaSigns } from './signs.ts';
import { jaSources } from './sources.ts';
import { jaVerifying } from './verifying.ts';
import { jaViewer } from './viewer.ts';

export const jaLater: Readonly<Record<keyof typeof enLater, string>> = {
  ...jaBackups,
  ...jaCredentials,
  ...jaExporting,
  ...jaFolders,
  ...jaMirrors,
  ...jaRecovery,
  ...jaSigns,
  ...jaSources,
  ...jaVerifying,
  ...jaViewer,
};
