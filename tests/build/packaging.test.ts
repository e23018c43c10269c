/** Checks the contents of packages without making one: files, licences, entries of menus, signatures. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { builderConfig } from '../../build/packaging/builder-config.ts';
import type { Component } from '../../build/packaging/components.ts';
import { desktopEntry } from '../../build/packaging/desktop-entry.ts';
import { isProgram, isShipped } from '../../build/packaging/file-filter.ts';
import { debControl } from '../../build/packaging/linux-packages.ts';
import { readLockfile, shippedPackages, whyNoPackage } from '../../build/packaging/lockfile.ts';
import { noticesText } from '../../build/packaging/notices.ts';
import { readProduct, readPublisher } from '../../build/packaging/product.ts';
import { sbom } from '../../build/packaging/sbom.ts';
import { readSigning } from '../../build/packaging/signing.ts';
import type { Target } from '../../build/packaging/target.ts';

const ROOT = join(import.meta.dirname, '../..');
const LINUX: Target = { platform: 'linux', arch: 'x64' };
const lock = await readLockfile(join(ROOT, 'package-lock.json'));
const product = await readProduct(join(ROOT, 'package.json'));

const COMPONENTS: readonly Component[] = [
  { name: '@scope/one', version: '1.0.0', licence: 'MIT', text: 'the words', sha512: 'ab'.repeat(64), sources: [] },
  { name: 'two', version: '2.0.0', licence: 'MIT', text: 'the words\n', sha512: null, sources: [] },
  {
    name: '@ffmpeg-installer/linux-x64',
    version: '4.1.0',
    licence: 'GPL-3.0-or-later',
    text: 'GPL',
    sha512: null,
    sources: ['build 7'],
  },
];

describe('the packages beside the program', () => {
  test('are needed at run time, for one system', () => {
    const names = shippedPackages(lock, LINUX).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'zod',
        'hono',
        'better-sqlite3',
        '@ffmpeg-installer/linux-x64',
        '@ffprobe-installer/linux-x64',
      ]),
    );
    expect(names.filter((name) => /react|electron|vite|node-addon-api|win32|darwin|arm64|ia32/.test(name))).toEqual([]);
  });

  test.each(['linux', 'darwin'] as const)('exist for %s on arm64', (platform) => {
    expect(whyNoPackage(lock, { platform, arch: 'arm64' })).toBeNull();
  });

  test('do not exist for Windows on arm64, and a sentence says what to do', () => {
    expect(whyNoPackage(lock, { platform: 'win32', arch: 'arm64' })).toMatch(
      /win32-arm64 do not exist.*x64 package runs there/,
    );
  });
});

describe('the files of a package', () => {
  test.each([
    ['better-sqlite3', 'prebuilds/linux-x64.node'],
    ['better-sqlite3', 'lib/methods/backup.js'],
    ['better-sqlite3', 'LICENSE'],
    ['zod', 'LICENSE'],
    ['yauzl', 'LICENSE.md'],
    ['hono', 'package.json'],
    ['@ffmpeg-installer/linux-x64', 'ffmpeg'],
  ])('%s: %s is shipped', (name, path) => {
    expect(isShipped(name, path, LINUX)).toBe(true);
  });

  test.each([
    ['better-sqlite3', 'prebuilds/darwin-arm64.node'],
    ['better-sqlite3', 'deps/sqlite3/sqlite3.c'],
    ['better-sqlite3', 'src/addon.cpp'],
    // Its code is inside the bundle.
    ['zod', 'v4/core/index.js'],
    ['zod', 'index.d.cts'],
    ['hono', 'dist/index.js.map'],
    ['yauzl', 'docs/index.js'],
    ['yauzl', 'coverage/lcov.info'],
    ['@ffmpeg-installer/ffmpeg', '.env'],
    ['@ffmpeg-installer/ffmpeg', 'index.js~'],
    ['yauzl', 'README.md'],
  ])('%s: %s is not shipped', (name, path) => {
    expect(isShipped(name, path, LINUX)).toBe(false);
  });

  test('ffmpeg and ffprobe are executable for all users', () => {
    expect(isProgram('@ffprobe-installer/linux-x64', 'ffprobe', LINUX)).toBe(true);
    expect(isProgram('@ffprobe-installer/linux-x64', 'package.json', LINUX)).toBe(false);
  });
});

test('notices name every component and contain each text once', () => {
  const text = noticesText(COMPONENTS, ['ffmpeg version 7']);
  for (const { name, version } of COMPONENTS) expect(text).toContain(`${name} ${version}`);
  expect(text.split('the words')).toHaveLength(2);
  expect(text).toContain('@ffmpeg-installer/linux-x64 4.1.0: build 7');
  expect(text).toContain('https://git.ffmpeg.org/ffmpeg.git');
});

test('the list of components has the fields that CycloneDX 1.6 requires', () => {
  const License = z.object({ license: z.object({ id: z.string().min(1) }) });
  const Part = z.object({
    type: z.enum(['application', 'framework', 'library']),
    'bom-ref': z.string().min(1),
    name: z.string(),
    version: z.string(),
    licenses: z.array(License).length(1),
    purl: z.string().regex(/^pkg:npm\/(?:%40[^/]+\/)?[^/@]+@\S+$/),
    hashes: z.array(z.object({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/) })).optional(),
  });
  const Bom = z.object({
    bomFormat: z.literal('CycloneDX'),
    specVersion: z.literal('1.6'),
    version: z.int().min(1),
    metadata: z.object({
      component: z.object({ type: z.literal('application'), name: z.literal('Afterimage'), version: z.string() }),
    }),
    components: z.array(Part),
  });
  const bom = Bom.parse(sbom(product, LINUX, COMPONENTS));
  expect(new Set(bom.components.map((part) => part['bom-ref'])).size).toBe(COMPONENTS.length);
});

test('the entry of Linux menus opens paths, is offered for zips and folders, and has the name of the window’s class', () => {
  const lines = desktopEntry(product, '/opt/Afterimage/afterimage').split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'Exec=/opt/Afterimage/afterimage %F',
      'MimeType=application/zip;inode/directory;',
      'StartupWMClass=afterimage',
    ]),
  );
  expect(product.desktopName).toBe('afterimage.desktop');
});

test('a deb names its maintainer', () => {
  const publisher = readPublisher({
    AFTERIMAGE_MAINTAINER: 'Ada <ada@example.org>',
    AFTERIMAGE_HOMEPAGE: 'https://example.org/',
  });
  const control = debControl(
    { product: { ...product, version: '1.0.0-beta.1' }, publisher, target: { platform: 'linux', arch: 'arm64' } },
    12,
  );
  expect(control).toMatch(
    /^Package: afterimage\nVersion: 1\.0\.0~beta\.1\nArchitecture: arm64\nMaintainer: Ada <ada@example\.org>\n/,
  );
  expect(control).toContain('\nHomepage: https://example.org/\n');
  expect(() => readPublisher({ AFTERIMAGE_MAINTAINER: 'Ada' })).toThrow('Name <address>');
  expect(readPublisher({}).notes).toHaveLength(1);
});

describe('signatures', () => {
  test('each step that is left out is reported in one sentence', () => {
    expect(readSigning({}, 'darwin')).toMatchObject({ macIdentity: '-', notarize: false, notes: { length: 2 } });
    expect(readSigning({}, 'win32')).toMatchObject({ azure: null, notes: { length: 1 } });
    expect(readSigning({}, 'linux').notes).toEqual([]);
  });

  test('use the settings of the environment', () => {
    const apple = { CSC_LINK: 'c', APPLE_API_KEY: 'k', APPLE_API_KEY_ID: 'i', APPLE_API_ISSUER: 's' };
    expect(readSigning(apple, 'darwin')).toEqual({ macIdentity: undefined, notarize: true, azure: null, notes: [] });
    const azure = {
      AZURE_SIGN_PUBLISHER: 'p',
      AZURE_SIGN_ENDPOINT: 'e',
      AZURE_SIGN_ACCOUNT: 'a',
      AZURE_SIGN_PROFILE: 'f',
    };
    expect(readSigning(azure, 'win32')).toMatchObject({
      azure: { publisherName: 'p', certificateProfileName: 'f' },
      notes: [],
    });
    expect(readSigning({ WIN_CSC_LINK: 'c' }, 'win32').notes).toEqual([]);
  });
});

test('zips keep their program: no association on Windows, an alternate on macOS', () => {
  const signing = readSigning({}, 'linux');
  const config = builderConfig({
    product,
    electronVersion: '1.0.0',
    electronFolder: null,
    output: 'o',
    resources: 'r',
    build: 'b',
    signing,
  });
  expect([config.fileAssociations, config.win?.fileAssociations, config.linux?.fileAssociations]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const documents = z.array(
    z.object({ LSHandlerRank: z.literal('Alternate'), LSItemContentTypes: z.array(z.string()) }),
  );
  const types = documents
    .parse(config.mac?.extendInfo?.CFBundleDocumentTypes)
    .flatMap(({ LSItemContentTypes }) => LSItemContentTypes);
  expect(types).toEqual(['public.folder', 'public.zip-archive']);
  expect(config.nsis?.deleteAppDataOnUninstall).toBe(false);
});
