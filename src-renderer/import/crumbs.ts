/** A path as the folders it leads through. */

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
    // A drive alone would mean the folder last used on it.
    return { name, path: at === 0 && name.endsWith(':') ? `${upToHere}\\` : upToHere };
  });
}

/** A path as it was typed or pasted: without quotation marks around it and space before and behind. */
export function tidyPath(typed: string): string {
  return typed
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/^file:\/\/(?=\/)/, '');
}
