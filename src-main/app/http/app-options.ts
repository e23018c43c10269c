/** The parts that the application is made from. */
import type { Library } from '../library/library.ts';

export interface AppOptions {
  readonly library: Library;
  /** The door of the page. Folders are listed for browsers only, which have no dialog for them. */
  readonly door: 'desktop' | 'browser';
  /** Answers all requests other than for the API and media. */
  readonly page: (request: Request) => Response | Promise<Response>;
}
