/** What the application is made from. */
import type { Library } from '../library/library.ts';

export interface AppOptions {
  readonly library: Library;
  /** Which door the page comes through: folders are listed for browsers only, which have no dialog of their own. */
  readonly door: 'desktop' | 'browser';
  /** Answers everything that is neither API nor media. */
  readonly page: (request: Request) => Response | Promise<Response>;
}
