/** A path as the folders it leads through. */

export interface Crumb {
  readonly name: string;
  readonly path: string;
}

/** “/home/ada” → “/”, “home”, “ada”; “C:\Users” → “C:”, “Users”. Each with the path up to there. */
export function crumbsOf(path: string): readonly Crumb[] {
  const isWindows = /^[A-Za-z]:|^\\\\/.test(path);
  const slash = isWindows ? '\\' : '/';
  const parts = path.split(isWindows ? /[\\/]/ : '/').filter((part) => part !== '');
  const root: readonly Crumb[] = isWindows ? [] : [{ name: '/', path: '/' }];
  return parts.reduce<readonly Crumb[]>((crumbs, name) => {
    const above = crumbs.at(-1)?.path ?? (path.startsWith('\\\\') ? '\\\\' : '');
    const glue = above === '' || above.endsWith(slash) ? '' : slash;
    const drive = isWindows && crumbs.length === 0 && name.endsWith(':') ? slash : '';
    return [...crumbs, { name, path: `${above}${glue}${name}${drive}` }];
  }, root);
}

/** A path as it was typed or pasted: without quotation marks around it and space before and behind. */
export function tidyPath(typed: string): string {
  return typed
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/^file:\/\/(?=\/)/, '');
}
