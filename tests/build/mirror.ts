/** A mirror of Electron on this computer, and a temporary electron package that fetches from it. */
import { createHash } from 'node:crypto';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { ZipFile } from 'yazl';
import { executable } from '../../src-main/cli/command-line/electron-runtime.ts';
import { tempFolder } from '../fixtures/temp.ts';

export const VERSION = '45.4.1';
const ZIP_NAME = `electron-v${VERSION}-${process.platform}-${process.arch}.zip`;
const MODULES = join(import.meta.dirname, '../../node_modules');

/** Answers with the zip, or with the test's own handler. */
export type Answer = (request: IncomingMessage, response: ServerResponse, zip: Buffer) => void;

export interface Mirror {
  /** The value for ELECTRON_MIRROR. */
  readonly url: string;
  /** Method and path of every request so far. */
  readonly asked: string[];
  readonly port: number;
}

/** A zip with the layout of Electron's: `version`, the program, and the given files. */
export async function runtimeZip(program: string, files: Readonly<Record<string, Buffer>> = {}): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(`v${VERSION}`), 'version');
  zip.addBuffer(Buffer.from(program), executable, { mode: 0o100755 });
  for (const [name, content] of Object.entries(files)) zip.addBuffer(content, name);
  zip.end();
  return buffer(zip.outputStream);
}

/** An electron package in the state after `npm install`: no runtime, and the checksum of its zip. */
export async function electronPackageFor(zip: Buffer, root?: string): Promise<string> {
  const modules = join(root ?? (await tempFolder()), 'node_modules');
  const folder = join(modules, 'electron');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'electron', version: VERSION }));
  await writeFile(
    join(folder, 'checksums.json'),
    JSON.stringify({ [ZIP_NAME]: createHash('sha256').update(zip).digest('hex') }),
  );
  if (root === undefined)
    for (const scope of ['@electron', '@electron-internal'])
      await symlink(join(MODULES, scope), join(modules, scope), 'junction');
  return folder;
}

/** Serves until the end of the test. */
export async function openMirror(zip: Buffer, answer: Answer = sendZip): Promise<Mirror> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response, zip);
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}/`, asked, port };
}

export const sendZip: Answer = (request, response, zip) => {
  if (request.method !== 'GET') response.writeHead(405).end();
  else if (request.url === `/v${VERSION}/${ZIP_NAME}`)
    response.writeHead(200, { 'content-length': zip.length }).end(zip);
  else response.writeHead(404).end();
};

/** A proxy for plain requests and tunnels; it connects every request to the mirror. */
export async function openProxy(host: { port: number }): Promise<Mirror> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(501).end();
  });
  server.on('connect', (request, socket, head) => {
    asked.push(`CONNECT ${request.url}`);
    const onward = connect(host.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, asked, port };
}

/** An address on which no server listens. */
export async function closedAddress(): Promise<string> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
