/** How electron-builder makes the program of one system out of the staging folder. */
import type { Configuration } from 'electron-builder';
import { PRODUCT_NAME, type ProductManifest } from './product.ts';
import type { Signing } from './signing.ts';

/**
 * Electron's own guards; `onlyLoadAppFromAsar` and the integrity check belong together. Read back by the package's
 * test.
 */
export const FUSES = {
  runAsNode: false,
  enableCookieEncryption: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
} as const;

/** The languages of the page, and English for all others. Chromium's own words are hardly ever seen. */
const LANGUAGES = ['en-US', 'en-GB', 'ja', 'zh-CN', 'zh-TW'];

/** Opened with Afterimage when a person says so; never the system's first choice. */
const MAC_DOCUMENTS = [
  ['Folder', 'public.folder'],
  ['ZIP archive', 'public.zip-archive'],
] as const;

export interface BuilderOptions {
  readonly product: ProductManifest;
  readonly electronVersion: string;
  /** A folder with an unpacked runtime; null: electron-builder fetches it, once. */
  readonly electronFolder: string | null;
  readonly output: string;
  /** Goes into the program's resources. */
  readonly resources: string;
  /** `build/` of the checkout. */
  readonly build: string;
  readonly signing: Signing;
}

export function builderConfig({
  product,
  electronVersion,
  electronFolder,
  output,
  resources,
  build,
  signing,
}: BuilderOptions): Configuration {
  return {
    appId: 'app.afterimage',
    productName: PRODUCT_NAME,
    copyright: `Copyright © ${product.author}`,
    electronVersion,
    ...(electronFolder && { electronDist: electronFolder }),
    directories: { output, buildResources: build },
    artifactName: `${PRODUCT_NAME}-\${version}-\${os}-\${arch}.\${ext}`,
    files: ['**/*'],
    extraResources: [{ from: resources, to: '.' }],
    // Programs and native modules cannot be run from inside the archive.
    asarUnpack: [
      'node_modules/@ffmpeg-installer/**',
      'node_modules/@ffprobe-installer/**',
      'node_modules/better-sqlite3/**',
    ],
    // better-sqlite3 brings one binary for Node.js and Electron alike.
    npmRebuild: false,
    electronFuses: { ...FUSES, resetAdHocDarwinSignature: true },
    electronLanguages: [...LANGUAGES],
    // There is no update from within: nothing leaves the computer.
    publish: null,
    mac: {
      category: 'public.app-category.photography',
      icon: `${build}/icons/icon.png`,
      hardenedRuntime: true,
      entitlements: `${build}/entitlements.mac.plist`,
      entitlementsInherit: `${build}/entitlements.mac.plist`,
      ...(signing.macIdentity !== undefined && { identity: signing.macIdentity }),
      notarize: signing.notarize,
      extendInfo: {
        CFBundleDocumentTypes: MAC_DOCUMENTS.map(([name, type]) => ({
          CFBundleTypeName: name,
          CFBundleTypeRole: 'Viewer',
          LSHandlerRank: 'Alternate',
          LSItemContentTypes: [type],
        })),
      },
    },
    dmg: { writeUpdateInfo: false },
    // No file association: the installer can only make a program the first choice for ZIP files.
    win: { icon: `${build}/icons/icon.png`, ...(signing.azure && { azureSignOptions: signing.azure }) },
    nsis: { oneClick: false, perMachine: false, deleteAppDataOnUninstall: false, differentialPackage: false },
    linux: {
      icon: `${build}/icons/icon.png`,
      executableName: product.name,
      syncDesktopName: true,
      category: 'Graphics',
      mimeTypes: ['application/zip', 'inode/directory'],
      executableArgs: ['%F'],
    },
    appImage: { compression: 'gzip' },
  };
}
