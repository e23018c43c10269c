/** Reads the time from an RFC 3161 time-stamp. Nothing is verified. */

/** id-ct-TSTInfo, 1.2.840.113549.1.9.16.1.4, in DER. The stamped information follows it. */
const TST_INFO = Buffer.from('060b2a864886f70d0109100104', 'hex');

/** The DER tags of the parts of `TSTInfo`. */
const SEQUENCE = 0x30;
const OCTETS = 0x04;
const EXPLICIT_0 = 0xa0;
const GENERALIZED_TIME = 0x18;

/**
 * The moment that a time-stamp token or response states, ISO 8601 in UTC; null when there is none. `TSTInfo` is
 * version, policy, imprint, serial number, then the time (RFC 3161, 2.4.2).
 */
export function stampedTime(token: Uint8Array): string | null {
  const der = Buffer.from(token.buffer, token.byteOffset, token.byteLength);
  const at = der.indexOf(TST_INFO);
  if (at < 0) return null;
  const info = inside(inside(inside(der.subarray(at + TST_INFO.length), EXPLICIT_0), OCTETS), SEQUENCE);
  let rest = info;
  for (let field = 0; field < 4 && rest; field++) rest = behind(rest);
  const written = inside(rest, GENERALIZED_TIME)?.toString('latin1') ?? '';
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(written);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second, fraction = ''] = parts;
  const time = `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`;
  return Number.isNaN(Date.parse(time)) ? null : time;
}

/** The content of the first value, when it has this tag. */
function inside(der: Buffer | null, tag: number): Buffer | null {
  if (der?.[0] !== tag) return null;
  const span = spanOf(der);
  return span && der.subarray(span.start, span.end);
}

/** The bytes after the first value. */
function behind(der: Buffer): Buffer | null {
  const span = spanOf(der);
  return span && der.subarray(span.end);
}

/**
 * The range of the first value's content. DER lengths have up to four bytes here. Null when the range exceeds the data.
 */
function spanOf(der: Buffer): { readonly start: number; readonly end: number } | null {
  const first = der[1];
  if (first === undefined) return null;
  const more = first & 0x80 ? first & 0x7f : 0;
  const start = 2 + more;
  if ((first & 0x80 && more === 0) || more > 4 || start > der.length) return null;
  const length = more === 0 ? first : der.readUIntBE(2, more);
  return start + length <= der.length ? { start, end: start + length } : null;
}
