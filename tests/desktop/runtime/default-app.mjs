/** Starts the application in the folder that the command line names, as Electron's own default app does. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });

const named = process.argv.slice(1).find((word) => !word.startsWith('-'));
if (named === undefined) {
  process.stderr.write('No folder of an application was named.\n');
  app.exit(1);
} else {
  await startApplication(resolve(named));
}

async function startApplication(folder) {
  const about = join(folder, 'package.json');
  const isPackage = existsSync(about);
  if (isPackage) {
    const { name, productName, version, desktopName } = JSON.parse(readFileSync(about, 'utf8'));
    if (version) app.setVersion(version);
    app.name = productName ?? name ?? app.name;
    app.setDesktopName(desktopName ?? `${app.name}.desktop`);
  }
  const entry = createRequire(import.meta.url).resolve(folder);
  app.setAppPath(isPackage ? folder : dirname(entry));
  await import(pathToFileURL(entry).href);
}
