/** Which files of a package the installed program needs. */
import { programPackages } from './lockfile.ts';
import type { Target } from './target.ts';

/** Read by people, and part of what a licence asks for. */
const LICENCE = /^(?:licen[cs]e|copying|notice)(?:[.-][^/]*)?$/i;
/** Types, maps, documents and what editors leave behind. */
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
  if (parts.some((part) => part.startsWith('.')) || NEVER_RUN.test(base)) return false;
  if (parts.slice(0, -1).some((part) => FOLDERS_NEVER_RUN.has(part))) return false;
  return name !== 'better-sqlite3' || isShippedOfSqlite(parts, target);
}

/** It brings SQLite's sources and a compiled module for each of eight systems; one module is used. */
function isShippedOfSqlite([folder, ...rest]: readonly string[], { platform, arch }: Target): boolean {
  return folder === 'lib' || (folder === 'prebuilds' && rest.join('/') === `${platform}-${arch}.node`);
}

/** Whether a file must be executable for everybody. The registry's ffprobe is executable for its owner alone. */
export function isProgram(name: string, path: string, target: Target): boolean {
  return programPackages(target).includes(name) && /^(?:ffmpeg|ffprobe)(?:\.exe)?$/.test(path);
}
