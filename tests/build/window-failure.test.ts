/** Why a window did not open, found from the real messages of Electron. */
import { describe, expect, test } from 'vitest';
import { windowEnvironment } from '../../build/window.ts';
import { obstacleToWindows, type WindowEnding, windowFailure } from '../../build/window-failure.ts';

const DIST = '/home/ada/my afterimage/node_modules/electron/dist';
/** Electron writes this on many Linux systems in every case. */
const NOISE =
  '[8461:1128/184608.454070:ERROR:bus.cc(407)] Failed to connect to the bus: Failed to connect to socket /run/dbus/system_bus_socket\n';

function ending(stderr: string, how: Partial<WindowEnding> = {}): WindowEnding {
  return { code: null, signal: 'SIGTRAP', error: null, stderr: NOISE + stderr, ...how };
}

/**
 * The messages of Electron 33 on Linux in each of these conditions; the last two come from the C library and from
 * macOS.
 */
const SAID: readonly [kind: string, stderr: string, how: Partial<WindowEnding>, sentence: string][] = [
  [
    'root',
    '[1128/184800.017521:FATAL:electron_main_delegate.cc(287)] Running as root without --no-sandbox is not supported. See https://crbug.com/638180.',
    {},
    'start Afterimage as an ordinary user',
  ],
  [
    'sandbox',
    `[11697:1128/184945.774171:FATAL:setuid_sandbox_host.cc(163)] The SUID sandbox helper binary was found, but is not configured correctly. Rather than run without sandboxing I'm aborting now. You need to make sure that ${DIST}/chrome-sandbox is owned by root and has mode 4755.`,
    {},
    `sudo chown root:root '${DIST}/chrome-sandbox' && sudo chmod 4755 '${DIST}/chrome-sandbox'`,
  ],
  [
    'sandbox',
    '[11716:1128/184945.861074:FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox! If you are running on Ubuntu 23.10+ or another Linux distro that has disabled unprivileged user namespaces with AppArmor, see https://chromium.googlesource.com/chromium/src/+/main/docs/security/apparmor-userns-restrictions.md.',
    {},
    'AppArmor profile',
  ],
  [
    'no-screen',
    '[10435:1128/184817.507248:ERROR:ozone_platform_x11.cc(245)] Missing X server or $DISPLAY\n[10435:1128/184817.507313:ERROR:env.cc(258)] The platform failed to initialize.  Exiting.',
    { signal: 'SIGSEGV' },
    'no screen',
  ],
  [
    'missing-library',
    'electron: error while loading shared libraries: libnss3.so: cannot open shared object file: No such file or directory',
    { code: 127, signal: null },
    'The library libnss3.so is missing on this system',
  ],
  [
    'missing-library',
    'electron: error while loading shared libraries: /lib/x86_64-linux-gnu/libnss3.so: file too short',
    { code: 127, signal: null },
    'The library /lib/x86_64-linux-gnu/libnss3.so cannot be loaded',
  ],
  [
    'damaged',
    'electron: error while loading shared libraries: libffmpeg.so: cannot open shared object file: No such file or directory',
    { code: 127, signal: null },
    `delete ${DIST} and start again`,
  ],
  [
    'damaged',
    `electron: error while loading shared libraries: ${DIST}/libffmpeg.so: file too short`,
    { code: 127, signal: null },
    'damaged',
  ],
  [
    'damaged',
    '[1128/184817.559668:ERROR:icu_util.cc(223)] Invalid file descriptor to ICU data received.',
    {},
    'damaged',
  ],
  [
    'damaged',
    '[1128/184833.662266:FATAL:v8_initializer.cc(635)] Error loading V8 startup snapshot file',
    {},
    'damaged',
  ],
  [
    'damaged',
    `[1:1128/184817.629075:ERROR:resource_bundle.cc(1019)] Failed to load ${DIST}/resources.pak`,
    { code: 1, signal: null },
    'damaged',
  ],
  ['damaged', '', { signal: null, error: 'ENOEXEC' }, 'damaged (ENOEXEC)'],
  ['not-allowed', '', { signal: null, error: 'EACCES' }, 'noexec'],
  ['crashed', '', { signal: 'SIGBUS' }, `crashed (SIGBUS); if it does so at every start, delete ${DIST}`],
  ['unknown', '', { code: 1, signal: null }, 'could not be opened on this computer (1)'],
  [
    'old-system',
    "electron: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by electron)",
    { code: 1, signal: null },
    'lacks GLIBC_2.34',
  ],
  [
    'damaged',
    'dyld[412]: Library not loaded: @rpath/Electron Framework.framework/Electron Framework',
    { signal: 'SIGABRT' },
    'damaged',
  ],
];

test.each(SAID)('%s: %s', (kind, stderr, how, sentence) => {
  const failure = windowFailure(ending(stderr, how), DIST);
  expect(failure.kind).toBe(kind);
  expect(failure.sentence).toContain(sentence);
});

describe('before the start', () => {
  test('a screen is required on Linux only', () => {
    expect(obstacleToWindows({}, 'linux', 1000)).toContain('no screen');
    expect(obstacleToWindows({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', 1000)).toBeNull();
    expect(obstacleToWindows({}, 'darwin', 501)).toBeNull();
    expect(obstacleToWindows({}, 'win32', undefined)).toBeNull();
  });

  test('root is refused at once, unless the sandbox is off', () => {
    expect(obstacleToWindows({ DISPLAY: ':0' }, 'linux', 0)).toContain('ordinary user');
    expect(obstacleToWindows({ DISPLAY: ':0', ELECTRON_DISABLE_SANDBOX: '1' }, 'linux', 0)).toBeNull();
  });

  test('the variables for Node.js are removed', () => {
    expect(windowEnvironment({ ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require x', HOME: '/home/ada' })).toEqual({
      HOME: '/home/ada',
    });
  });
});
