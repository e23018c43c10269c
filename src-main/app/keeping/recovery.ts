/** The ways back of a library that cannot be opened, as routes call them. */
import type { Recovered, RecoveryInfo, RestorePlan, WayBack } from '../../contract/library/backups.ts';

/**
 * What the recovery routes can ask for. Everything but `info` and the plans closes the library, changes it, and opens
 * it again.
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
