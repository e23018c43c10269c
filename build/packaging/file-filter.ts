/** Chooses the files of a package that the installed program needs. */
import { isBesideTheBundle } from '../beside-the-bundle.ts';
import { programPackages } from './lockfile.ts';
import type { Target } from './target.ts';

/** Texts for people; licences require some of them. */
const LICENCE = /^(?:licen[cs]e|copying|notice)(?:[.-][^/]*)?$/i;
/** Types, source maps, documents and files of editors. */
const NEVER_RUN =
  /(?:\.(?:[cm]?ts|map|flow|md|markdown|html|yml|yaml|gypi?|sh|c|cc|cpp|h)|~|^tsconfig.*\.json|^Makefile)$/i;
const FOLDERS_NEVER_RUN: ReadonlySet<string> = new Set([
  'doc',
  'docs',
  'test',
  'tests',
  '__tests__',
  'example',
  'examples',
  'benchmark',
  'types',
  'coverage',
]);

/**
 * Whether a file of a package is shipped.
 * @param path below the package's folder, with `/`
 */
export function isShipped(name: string, path: string, target: Target): boolean {
  const parts = path.split('/');
  const base = parts.at(-1) ?? '';
  if (path === 'package.json' || (parts.length === 1 && LICENCE.test(base))) return true;
  // Of a package inside the bundle only the notices are shipped.
  if (!isBesideTheBundle(name)) return false;
  if (parts.some((part) => part.startsWith('.')) || NEVER_RUN.test(base)) return false;
  if (parts.slice(0, -1).some((part) => FOLDERS_NEVER_RUN.has(part))) return false;
  return name !== 'better-sqlite3' || isShippedOfSqlite(parts, target);
}

/**
 * better-sqlite3 contains SQLite's sources and a compiled module for each of eight systems; the program uses one
 * module.
 */
function isShippedOfSqlite([folder, ...rest]: readonly string[], { platform, arch }: Target): boolean {
  return folder === 'lib' || (folder === 'prebuilds' && rest.join('/') === `${platform}-${arch}.node`);
}

/** Whether a file must be executable for all users. The registry's ffprobe is executable for its owner only. */
export function isProgram(name: string, path: string, target: Target): boolean {
  return programPackages(target).includes(name) && /^(?:ffmpeg|ffprobe)(?:\.exe)?$/.test(path);
}
