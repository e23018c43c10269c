/** The configuration of electron-builder: makes the program of one system from the staging folder. */
import type { Configuration } from 'electron-builder';
import { PRODUCT_NAME, type ProductManifest } from './product.ts';
import type { Signing } from './signing.ts';

/**
 * Electron's security fuses; `onlyLoadAppFromAsar` and the integrity check belong together. The package's test reads
 * them back.
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

/** The languages of the page; English is used for all others. Chromium's own texts are rarely seen. */
const LANGUAGES = ['en-US', 'en-GB', 'ja', 'zh-CN', 'zh-TW'];

/** Afterimage is offered under “Open with”; it never becomes the system's first choice. */
const MAC_DOCUMENTS = [
  ['Folder', 'public.folder'],
  ['ZIP archive', 'public.zip-archive'],
] as const;

export interface BuilderOptions {
  readonly product: ProductManifest;
  readonly electronVersion: string;
  /** A folder with an unpacked runtime; null: electron-builder fetches one. */
  readonly electronFolder: string | null;
  readonly output: string;
  /** Copied into the program's resources. */
  readonly resources: string;
  /** The folder `build/` of the checkout. */
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
    // Programs and native modules cannot run from inside the archive.
    asarUnpack: [
      'node_modules/@ffmpeg-installer/**',
      'node_modules/@ffprobe-installer/**',
      'node_modules/better-sqlite3/**',
    ],
    // better-sqlite3 has one binary for both Node.js and Electron.
    npmRebuild: false,
    electronFuses: { ...FUSES, resetAdHocDarwinSignature: true },
    electronLanguages: [...LANGUAGES],
    // The program does not update itself: nothing leaves the computer.
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
    // No file association: with one, the installer would make the program the first choice for ZIP files.
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
