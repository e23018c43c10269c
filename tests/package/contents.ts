/** Checks the contents of a package besides the program: fuses, licences and the list of components. */
import { deepStrictEqual, ok } from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { FUSES } from '../../build/packaging/builder-config.ts';
import type { Installed } from './installed.ts';

/** electron-builder's names for the numbers of @electron/fuses. */
const OPTIONS: Readonly<Record<keyof typeof FUSES, FuseV1Options>> = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
};

export async function checkContents({ program, resources }: Installed): Promise<void> {
  const wire = await getCurrentFuseWire(program);
  const names = Object.keys(FUSES) as (keyof typeof FUSES)[];
  deepStrictEqual(Object.fromEntries(names.map((name) => [name, wire[OPTIONS[name]] === FuseState.ENABLE])), {
    ...FUSES,
  });

  const text = (name: string): Promise<string> => readFile(join(resources, 'licences', name), 'utf8');
  ok((await text('LICENSE.txt')).startsWith('MIT License'));
  ok((await text('GPL-3.0.txt')).includes('Version 3, 29 June 2007'));
  const notices = await text('THIRD-PARTY-NOTICES.txt');
  for (const name of ['react-aria-components', 'better-sqlite3', '@ffmpeg-installer', 'electron', 'inter'])
    ok(notices.includes(name), name);
  const { components } = JSON.parse(await text('sbom.cdx.json')) as { components: readonly { name: string }[] };
  for (const name of ['react', 'zod', 'electron'])
    ok(
      components.some((part) => part.name === name),
      name,
    );
  ok((await stat(join(resources, 'app.asar'))).size < 30e6, 'the archive holds no more than the program');
}
