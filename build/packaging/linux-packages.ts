/** Makes the Linux packages (tar.gz and deb) from the unpacked program with the system's own tools. */
import { chmod, copyFile, cp, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { desktopEntry } from './desktop-entry.ts';
import { PRODUCT_NAME, type ProductManifest, type Publisher } from './product.ts';
import { run } from './stage.ts';
import type { Target } from './target.ts';

export interface LinuxPackage {
  readonly product: ProductManifest;
  readonly publisher: Publisher;
  /** The unpacked program. */
  readonly unpacked: string;
  readonly file: string;
  readonly target: Target;
  /** `build/icons`. */
  readonly icons: string;
}

/** The libraries that the program needs, as Debian packages; both names where Debian renamed one for 64-bit time. */
const DEPENDS = [
  'libasound2 | libasound2t64',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libgbm1',
  'libgtk-3-0 | libgtk-3-0t64',
  'libnss3',
  'libxkbcommon0',
  'xdg-utils',
];

const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' } as const;

/** One folder, named after the version. */
export async function makeTarball({ product, unpacked, file }: LinuxPackage): Promise<void> {
  const folder = basename(unpacked);
  const named = `--transform=s,^${folder},${product.name}-${product.version},`;
  run('tar', [
    '-C',
    dirname(unpacked),
    '-czf',
    file,
    '--sort=name',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--mode=u=rwX,go=rX',
    named,
    folder,
  ]);
}

/** Made with dpkg-deb. There are no scripts: the system's triggers update menus and icons. */
export async function makeDeb(deb: LinuxPackage): Promise<void> {
  const tree = await mkdtemp(join(tmpdir(), 'afterimage-deb-'));
  try {
    await layOut(tree, deb);
    const size = await kilobytes(tree);
    await mkdir(join(tree, 'DEBIAN'));
    await writeFile(join(tree, 'DEBIAN/control'), debControl(deb, size));
    run('chmod', ['-R', 'u=rwX,go=rX', tree]);
    // Chromium's helper for systems that do not allow user namespaces for all users (Ubuntu 24.04).
    await chmod(join(tree, 'opt', PRODUCT_NAME, 'chrome-sandbox'), 0o4755);
    run('dpkg-deb', ['--root-owner-group', '-Zxz', '--build', tree, deb.file]);
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}

async function layOut(tree: string, { product, unpacked, icons }: LinuxPackage): Promise<void> {
  const { name } = product;
  const home = `/opt/${PRODUCT_NAME}`;
  const folders = {
    program: join(tree, 'opt', PRODUCT_NAME),
    bin: join(tree, 'usr/bin'),
    entries: join(tree, 'usr/share/applications'),
    icons: join(tree, 'usr/share/icons/hicolor/scalable/apps'),
    pixmaps: join(tree, 'usr/share/pixmaps'),
    doc: join(tree, 'usr/share/doc', name),
  };
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true });
  await cp(unpacked, folders.program, { recursive: true });
  await symlink(`${home}/resources/bin/${name}`, join(folders.bin, name));
  await writeFile(join(folders.entries, product.desktopName), desktopEntry(product, `${home}/${name}`));
  await copyFile(join(icons, 'icon.svg'), join(folders.icons, `${name}.svg`));
  await copyFile(join(icons, 'icon.png'), join(folders.pixmaps, `${name}.png`));
  await copyFile(join(unpacked, 'resources/licences/LICENSE.txt'), join(folders.doc, 'copyright'));
}

/** @param size the size of all files, in KiB */
export function debControl(
  { product, publisher, target }: Pick<LinuxPackage, 'product' | 'publisher' | 'target'>,
  size: number,
): string {
  const fields = {
    Package: product.name,
    Version: product.version.replaceAll('-', '~'),
    Architecture: ARCHITECTURES[target.arch],
    Maintainer: publisher.maintainer,
    'Installed-Size': String(size),
    Depends: DEPENDS.join(', '),
    Section: 'graphics',
    Priority: 'optional',
    ...(publisher.homepage && { Homepage: publisher.homepage }),
    Description: `${product.description.replace(/\.$/, '')}`,
  };
  return `${Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')}\n`;
}

async function kilobytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size));
  return Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 1024);
}
