/** The dialog that is open about one source. */
import type { SourceInfo } from '../../src-main/contract/library/library.ts';

export interface SourceQuestion {
  readonly about: 'move' | 'read-as' | 'remove';
  readonly source: SourceInfo;
}
