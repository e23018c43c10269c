/** The functions that recover a library which cannot be opened, as routes call them. */
import type { Recovered, RecoveryInfo, RestorePlan, WayBack } from '../../contract/library/backups.ts';

/**
 * The functions for the recovery routes. All except `info` and the plans close the library, change it, and open it
 * again.
 */
export interface Recovery {
  /** Null while the library is open. */
  info(): Promise<RecoveryInfo | null>;
  plan(): Promise<WayBack>;
  bringBack(): Promise<Recovered>;
  goOn(): Promise<Recovered>;
  beginAnew(): Promise<Recovered>;
  planRestore(file: string): Promise<RestorePlan>;
  restore(file: string): Promise<Recovered>;
  takeBack(file: string): Promise<Recovered>;
}
