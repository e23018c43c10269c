/** Texts that the first screen does not show, and that load after it. */
import type { enLater } from '../en/later.ts';
import { zhCNBackups } from './backups.ts';
import { zhCNCredentials } from './credentials.ts';
import { zhCNExporting } from './exporting.ts';
import { zhCNFolders } from './folders.ts';
import { zhCNMirrors } from './mirrors.ts';
import { zhCNRecovery } from './recovery.ts';
import { zhCNSigns } from './signs.ts';
import { zhCNSources } from './sources.ts';
import { zhCNVerifying } from './verifying.ts';
import { zhCNViewer } from './viewer.ts';

export const zhCNLater: Readonly<Record<keyof typeof enLater, string>> = {
  ...zhCNBackups,
  ...zhCNCredentials,
  ...zhCNExporting,
  ...zhCNFolders,
  ...zhCNMirrors,
  ...zhCNRecovery,
  ...zhCNSigns,
  ...zhCNSources,
  ...zhCNVerifying,
  ...zhCNViewer,
};
