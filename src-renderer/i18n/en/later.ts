/** Texts that the first screen does not show, and that load after it. */
import { enBackups } from './backups.ts';
import { enCredentials } from './credentials.ts';
import { enExporting } from './exporting.ts';
import { enFolders } from './folders.ts';
import { enMirrors } from './mirrors.ts';
import { enRecovery } from './recovery.ts';
import { enSigns } from './signs.ts';
import { enSources } from './sources.ts';
import { enVerifying } from './verifying.ts';
import { enViewer } from './viewer.ts';

export const enLater = {
  ...enBackups,
  ...enCredentials,
  ...enExporting,
  ...enFolders,
  ...enMirrors,
  ...enRecovery,
  ...enSigns,
  ...enSources,
  ...enVerifying,
  ...enViewer,
} as const;
