/**
 * The recovery thread: examines a library that cannot be opened, and replaces its catalog by a backup. Functions that
 * change the library are called only while no other thread has it open.
 */
import { workerData } from 'node:worker_threads';
import { serve } from '../../threads/rpc.ts';
import {
  acceptAsItIs,
  beginAnew,
  bringBack,
  isSoundAsItIs,
  planRestore,
  planWayBack,
  restoreBackup,
  takeBack,
} from '../backups/restore.ts';

const { directory } = workerData as { readonly directory: string };

export type RecoveryApi = typeof api;
const api = {
  canGoOn: () => isSoundAsItIs(directory),
  plan: () => planWayBack(directory),
  planFile: (file: string) => planRestore(directory, file),
  bringBack: () => bringBack(directory),
  restore: (file: string) => restoreBackup(directory, file),
  goOn: () => acceptAsItIs(directory),
  beginAnew: () => beginAnew(directory),
  takeBack: (file: string) => takeBack(directory, file),
};
serve(api);
