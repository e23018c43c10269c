/** The systems and kinds of packages. */
export const PLATFORMS = ['linux', 'darwin', 'win32'] as const;
export const ARCHITECTURES = ['x64', 'arm64'] as const;

export interface Target {
  readonly platform: (typeof PLATFORMS)[number];
  readonly arch: (typeof ARCHITECTURES)[number];
}

/** The default kinds of each system. `dir` is the unpacked program, which is always made. */
export const KINDS = {
  linux: ['tar.gz', 'deb', 'AppImage'],
  darwin: ['dmg', 'zip'],
  win32: ['nsis', 'zip'],
} as const satisfies Record<Target['platform'], readonly string[]>;

export const targetName = ({ platform, arch }: Target): string => `${platform}-${arch}`;
