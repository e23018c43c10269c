/** Adds the security headers to answers that Node and its adapter give without the application. */
import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Statuses for requests that Node could not read. */
const STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Sets the security headers on every answer of the server; headers of the application replace them. */
export function secureAnswers(server: Server): void {
  const answering = new WeakSet<Socket>();
  server.prependListener('request', ({ socket }, response) => {
    answering.add(socket);
    response.once('close', () => answering.delete(socket));
    setHeaders(response);
  });
  server.on('checkExpectation', (_request, response) => {
    setHeaders(response);
    response.writeHead(417).end();
  });
  server.on('clientError', (cause: NodeJS.ErrnoException, duplex) => {
    const socket = duplex as Socket;
    // Never write into the middle of another answer.
    if (!socket.writable || answering.has(socket) || cause.code === 'ECONNRESET') socket.destroy();
    else socket.end(bareAnswer(STATUS[cause.code ?? ''] ?? 400), () => socket.destroy());
  });
}

function setHeaders(response: ServerResponse): void {
  for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value);
}

function bareAnswer(status: number): string {
  const headers = [...SECURITY_HEADERS, ['connection', 'close'], ['content-length', '0']];
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}
