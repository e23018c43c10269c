/** The files beside the program's archive: launcher of the command line, licences, notices and list of components. */
import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Component } from './components.ts';
import { programPackages } from './lockfile.ts';
import { noticesText } from './notices.ts';
import type { ProductManifest } from './product.ts';
import { sbom } from './sbom.ts';
import type { Target } from './target.ts';

export interface ResourceOptions {
  readonly root: string;
  readonly stage: string;
  readonly folder: string;
  readonly product: ProductManifest;
  readonly components: readonly Component[];
  readonly target: Target;
}

/** Deletes the folder and makes it again. */
export async function makeResources({
  root,
  stage,
  folder,
  product,
  components,
  target,
}: ResourceOptions): Promise<void> {
  const here = import.meta.dirname;
  await rm(folder, { recursive: true, force: true });
  for (const part of ['bin', 'licences']) await mkdir(join(folder, part), { recursive: true });
  const launcher = target.platform === 'win32' ? 'afterimage.cmd' : 'afterimage';
  await copyFile(join(here, 'launcher', launcher), join(folder, 'bin', launcher));
  await chmod(join(folder, 'bin', launcher), 0o755);
  await copyFile(join(root, 'LICENSE'), join(folder, 'licences/LICENSE.txt'));
  for (const text of (await readdir(join(here, 'licences'))).filter((name) => /^L?GPL/.test(name)))
    await copyFile(join(here, 'licences', text), join(folder, 'licences', text));
  await writeFile(
    join(folder, 'licences/THIRD-PARTY-NOTICES.txt'),
    noticesText(components, aboutPrograms(stage, target)),
  );
  await writeFile(
    join(folder, 'licences/sbom.cdx.json'),
    `${JSON.stringify(sbom(product, target, components), null, 2)}\n`,
  );
}

/** The version output of ffmpeg and ffprobe; empty when they are made for another system. */
function aboutPrograms(stage: string, target: Target): readonly string[] {
  const [ffmpeg, ffprobe] = programPackages(target);
  const end = target.platform === 'win32' ? '.exe' : '';
  const programs = [
    join(stage, 'node_modules', ffmpeg, `ffmpeg${end}`),
    join(stage, 'node_modules', ffprobe, `ffprobe${end}`),
  ];
  return programs.flatMap((program) => {
    const { status, stdout } = spawnSync(program, ['-version'], { encoding: 'utf8', windowsHide: true });
    return status === 0
      ? stdout
          .split('\n')
          .filter((line) => /^(?:ff\w+ version|configuration:)/.test(line))
          .map((line) => line.trim())
      : [];
  });
}
