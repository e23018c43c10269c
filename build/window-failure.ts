/** Why the window's process ended before a window appeared, in one sentence with its remedy. */
import { join, sep } from 'node:path';

/** How a window's process ended. */
export interface WindowEnding {
  /** Null when a signal ended it, or when it could not be started. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why the process could not be started: ENOENT, EACCES, UNKNOWN …; null when it started. */
  readonly error: string | null;
  /** The last part of its standard error. */
  readonly stderr: string;
}

export interface WindowFailure {
  readonly kind:
    | 'root'
    | 'sandbox'
    | 'no-screen'
    | 'missing-library'
    | 'old-system'
    | 'not-allowed'
    | 'damaged'
    | 'crashed'
    | 'unknown';
  readonly sentence: string;
}

/** Messages of the runtime about its own files that are missing or truncated. */
const OWN_FILES = [
  /Invalid file descriptor to ICU data received/,
  /Error loading V8 startup snapshot file/,
  /Data pack file corruption/,
  /Failed to load .*\.pak/,
  /Library not loaded: @rpath\/Electron Framework/,
];

/** Finds the cause of an ending; `dist` is the folder of the runtime. */
export function windowFailure(ending: WindowEnding, dist: string): WindowFailure {
  const { stderr } = ending;
  if (/Running as root without --no-sandbox/.test(stderr)) return { kind: 'root', sentence: ROOT };
  if (/SUID sandbox helper binary was found|No usable sandbox/.test(stderr))
    return { kind: 'sandbox', sentence: sandboxRemedy(stderr, dist) };
  if (/Missing X server or \$DISPLAY|Failed to connect to Wayland display/.test(stderr))
    return { kind: 'no-screen', sentence: NO_SCREEN };
  const needed = /version `(GLIBC\S*)' not found/.exec(stderr)?.[1];
  if (needed) return { kind: 'old-system', sentence: `This system is too old for Electron: it lacks ${needed}.` };
  if (ending.error === 'EACCES')
    return {
      kind: 'not-allowed',
      sentence: `This system does not let programs in ${dist} run (EACCES); move the checkout to a drive that is not mounted “noexec”.`,
    };
  const library = /error while loading shared libraries: ([^:]+)/.exec(stderr)?.[1];
  const own = library === 'libffmpeg.so' || library?.startsWith(dist + sep);
  if (ending.error || own || OWN_FILES.some((text) => text.test(stderr)))
    return { kind: 'damaged', sentence: damaged(dist, ending.error) };
  if (library) {
    const fault = stderr.includes('cannot open shared object file') ? 'is missing on this system' : 'cannot be loaded';
    const sentence = `The library ${library} ${fault}; install the package that holds it, and start again.`;
    return { kind: 'missing-library', sentence };
  }
  if (ending.signal) {
    const sentence = `Electron crashed (${ending.signal}); if it does so at every start, delete ${dist} and start again: it is then fetched again.`;
    return { kind: 'crashed', sentence };
  }
  return {
    kind: 'unknown',
    sentence: `The window could not be opened on this computer (${ending.code ?? 'no code'}); see the message of Electron above.`,
  };
}

/** A reason known before the start why no window can open; null when there is none. */
export function obstacleToWindows(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  uid: number | undefined,
): string | null {
  if (platform !== 'linux') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return NO_SCREEN;
  // Electron itself reads this variable.
  return uid === 0 && !env.ELECTRON_DISABLE_SANDBOX ? ROOT : null;
}

const ROOT =
  'The window does not open for root, because Chromium has no sandbox for root; start Afterimage as an ordinary user.';
const NO_SCREEN = 'There is no screen to open a window on.';

function sandboxRemedy(stderr: string, dist: string): string {
  const helper = quoted(/make sure that (.+?) is owned by root/.exec(stderr)?.[1] ?? join(dist, 'chrome-sandbox'));
  return (
    'This system does not let Chromium make its sandbox (as Ubuntu since 23.10); allow it once with ' +
    `sudo chown root:root ${helper} && sudo chmod 4755 ${helper}, or with an AppArmor profile that grants “userns”.`
  );
}

function damaged(dist: string, error: string | null): string {
  return `The window’s runtime (Electron) is damaged${error ? ` (${error})` : ''}; delete ${dist} and start again: it is then fetched again.`;
}

/** A path in the syntax of a shell. */
function quoted(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
