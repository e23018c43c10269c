/** Why Electron could not be fetched, in one sentence with its remedy. */

/** What the fetching process reports about its failure. */
export interface FetchFault {
  readonly code: string | null;
  readonly message: string;
  /** The file that failed, or the text that is not a valid address. */
  readonly path: string | null;
  /** The HTTP status of the answer, if there was one. */
  readonly status: number | null;
  /** The requested address; null before the first request. */
  readonly url: string | null;
  /** Whether no byte arrived for too long. */
  readonly stalled: boolean;
}

const UNREACHABLE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const BROKEN_OFF = new Set([
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_BODY_TIMEOUT',
]);
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR']);
const CERTIFICATE = /CERT|SIGNATURE|ALTNAME/;
const ANOTHER_WAY = 'name a mirror in ELECTRON_MIRROR or a proxy in HTTPS_PROXY';

/** The failure and its remedy in one sentence. */
export function fetchFailure(fault: FetchFault): string {
  const { code, path, status } = fault;
  const message = withoutCredentials(fault.message);
  const host = hostOf(fault.url);
  const proxy = /Proxy response \((\d+)\)/.exec(message)?.[1];
  if (fault.stalled)
    return `${host} stopped sending, so Electron was not fetched; start again later, or ${ANOTHER_WAY}.`;
  if (proxy === '407' || status === 407)
    return 'The proxy wants a name and a password: give them in HTTPS_PROXY (http://name:password@host:port).';
  if (proxy)
    return `The proxy refused to reach ${host} (${proxy}); look at HTTPS_PROXY, or name a mirror in ELECTRON_MIRROR.`;
  if (status === 404) return `${shown(fault.url)} does not exist (404); correct or unset ELECTRON_MIRROR.`;
  if (status !== null)
    return `${host} answered ${status} instead of sending Electron; start again later, or ${ANOTHER_WAY}.`;
  if (/did not match expected checksum/.test(message))
    return `What ${host} sent is not the Electron that was published (its checksum is wrong), so it was thrown away; the next start fetches it again: name another mirror in ELECTRON_MIRROR first.`;
  if (/^No checksum found/.test(message)) return 'This Electron is published for other systems only, not for this one.';
  if (code === 'ERR_INVALID_URL' || /includes credentials/.test(message))
    return `“${withoutCredentials(path ?? fault.url ?? message)}” is not an address from which Electron can be fetched; correct or unset ELECTRON_MIRROR, HTTP_PROXY and HTTPS_PROXY.`;
  if (code === 'ENOSPC') return 'The disk is full: Electron needs 500 MB while it is unpacked.';
  if (code && FORBIDDEN.has(code))
    return `No file can be written in ${path ?? 'the folder of Electron'} (${code}); change its owner or its permissions.`;
  if (code && UNREACHABLE.has(code))
    return `${host} cannot be reached (${message}); connect this computer to the network, or ${ANOTHER_WAY}.`;
  if (code && BROKEN_OFF.has(code))
    return `The connection to ${host} broke off (${message}); start again, or ${ANOTHER_WAY}.`;
  if (code && CERTIFICATE.test(code))
    return `The certificate of ${host} is not trusted (${code}); if your network inspects traffic, set NODE_USE_SYSTEM_CA=1 or NODE_EXTRA_CA_CERTS.`;
  return `Electron could not be fetched: ${message.split('\n', 1)[0]}`;
}

function hostOf(url: string | null): string {
  return url !== null && URL.canParse(url) ? new URL(url).host : 'The source of Electron';
}

/** The requested address without its query. */
function shown(url: string | null): string {
  if (url === null || !URL.canParse(url)) return 'The address of Electron';
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** Removes passwords from addresses. */
function withoutCredentials(text: string): string {
  return text.replaceAll(/\/\/[^/\s@]*@/g, '//');
}
