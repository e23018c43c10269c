/** Reads the stated signer and time from a manifest's COSE signature. The signature is never checked. */
import { X509Certificate } from 'node:crypto';
import type { CredentialSignature } from '../../../contract/items/credentials.ts';
import { type Cbor, decodeCbor } from './cbor.ts';
import { bytes, list, member } from './cbor-accessors.ts';
import { stampedTime } from './time-stamp.ts';

/** RFC 9052: protected header, unprotected header, payload, signature. The tag before it is optional. */
export function readSignature(cbor: Uint8Array): CredentialSignature {
  const [protectedBytes, unprotectedHeader] = list(decodeCbor(cbor));
  const encoded = bytes(protectedBytes);
  const headers = [encoded && encoded.length > 0 ? decodeCbor(encoded) : undefined, unprotectedHeader];
  const from = (...keys: readonly Cbor[]): Cbor | undefined =>
    headers.map((header) => member(header, ...keys)).find(isThere);
  return {
    issuer: issuerOf(from(X5CHAIN, 'x5chain')),
    algorithm: algorithmName(from(ALGORITHM, 'alg')),
    time: timeOf(from('sigTst2', 'sigTst')),
  };
}

const isThere = (value: Cbor | undefined): boolean => value !== undefined;

/** The registry's numbers for header fields and algorithms (IANA, "COSE"; C2PA 2.2, "Digital signatures"). */
const ALGORITHM = 1;
const X5CHAIN = 33;
const ALGORITHMS: ReadonlyMap<number, string> = new Map([
  [-7, 'ES256'],
  [-35, 'ES384'],
  [-36, 'ES512'],
  [-37, 'PS256'],
  [-38, 'PS384'],
  [-39, 'PS512'],
  [-8, 'EdDSA'],
]);

function algorithmName(value: Cbor | undefined): string | null {
  if (typeof value !== 'number') return null;
  return ALGORITHMS.get(value) ?? String(value);
}

/** A certificate has one or two kilobytes. Larger data is not a certificate. */
const MOST_CERTIFICATE_BYTES = 64 * 1024;

/** The first certificate of the chain is the signer's own. */
function issuerOf(chain: Cbor | undefined): string | null {
  const certificate = bytes(chain) ?? bytes(list(chain)[0]);
  if (!certificate || certificate.length > MOST_CERTIFICATE_BYTES) return null;
  try {
    const { subject } = new X509Certificate(certificate);
    return subjectPart(subject, 'O') ?? subjectPart(subject, 'CN');
  } catch {
    // An unreadable certificate has no issuer.
    return null;
  }
}

/** Node formats a subject as lines of `O=Example`, with backslashes before special characters. */
function subjectPart(subject: string, name: string): string | null {
  const line = subject.split('\n').find((part) => part.startsWith(`${name}=`));
  return (
    line
      ?.slice(name.length + 1)
      .replaceAll('\\', '')
      .slice(0, 200) || null
  );
}

/** C2PA 2.2, "Time-stamps": `{ tstTokens: [{ val: bytes }] }`. */
function timeOf(stamps: Cbor | undefined): string | null {
  const token = bytes(member(list(member(stamps, 'tstTokens'))[0], 'val'));
  return token && stampedTime(token);
}
