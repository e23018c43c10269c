/** Splits a path into breadcrumbs. */

export interface Crumb {
  readonly name: string;
  readonly path: string;
}

/** “/home/ada” → “/”, “home”, “ada”; “C:\\Users” → “C:”, “Users”. Each with the path up to there. */
export function crumbsOf(path: string): readonly Crumb[] {
  return /^[A-Za-z]:|^\\\\/.test(path) ? windowsCrumbs(path) : unixCrumbs(path);
}

function unixCrumbs(path: string): readonly Crumb[] {
  const parts = path.split('/').filter((part) => part !== '');
  return [
    { name: '/', path: '/' },
    ...parts.map((name, at) => ({ name, path: `/${parts.slice(0, at + 1).join('/')}` })),
  ];
}

function windowsCrumbs(path: string): readonly Crumb[] {
  const root = path.startsWith('\\\\') ? '\\\\' : '';
  const parts = path.split(/[\\/]/).filter((part) => part !== '');
  return parts.map((name, at) => {
    const upToHere = root + parts.slice(0, at + 1).join('\\');
    // `C:` alone means the folder last used on that drive, so the root gets a backslash.
    return { name, path: at === 0 && name.endsWith(':') ? `${upToHere}\\` : upToHere };
  });
}

/** A typed or pasted path without surrounding quotation marks and spaces. */
export function tidyPath(typed: string): string {
  return typed
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/^file:\/\/(?=\/)/, '');
}
