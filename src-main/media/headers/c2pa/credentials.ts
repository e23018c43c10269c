/**
 * Reads a C2PA manifest store (C2PA 1.0 to 2.2): the maker and the history that the file states. Nothing is validated.
 */

import { children } from '../../../containers/iso-boxes.ts';
import type {
  ContentCredentials,
  CredentialManifest,
  CredentialsProblem,
} from '../../../contract/items/credentials.ts';
import { CborDamage } from './cbor.ts';
import { boxCounter, JumbfDamage, type Superbox, superboxes } from './jumbf.ts';
import { readManifest } from './manifest.ts';
import type { StoreBytes } from './store-bytes.ts';

/** The types of the store and its manifests. A `c2um` changes a manifest without changing the content. */
const STORE = 'c2pa';
const MANIFESTS: ReadonlySet<string> = new Set(['c2ma', 'c2um']);
/** Real stores have one to five. */
const MOST_MANIFESTS = 20;

/**
 * Reads the store. Damaged parts are left out and reported in `problem`. Never throws. | @param store the JUMBF bytes
 * from the file
 */
export function readCredentials(store: StoreBytes): ContentCredentials {
  const found = manifestsIn(store.bytes);
  const manifests: CredentialManifest[] = [];
  let damaged = found === null || found.length === 0;
  // The active manifest is the last one (C2PA 2.2, "Manifest store").
  for (const box of found?.toReversed().slice(0, MOST_MANIFESTS) ?? []) {
    const read = orDamage(() => readManifest(box));
    if (read?.manifest) manifests.push(read.manifest);
    damaged ||= read === null || !read.manifest || read.damaged;
  }
  const problem: CredentialsProblem | null = store.problem ?? (damaged ? 'damaged' : null);
  return { validated: false, problem, manifestCount: found?.length ?? 0, manifests };
}

function manifestsIn(bytes: Buffer): readonly Superbox[] | null {
  return orDamage(() => {
    const count = boxCounter();
    const store = superboxes(children(bytes, 0, count), count).find(({ type }) => type === STORE);
    return store ? superboxes(store.content, count).filter(({ type }) => MANIFESTS.has(type)) : [];
  });
}

function orDamage<T>(read: () => T): T | null {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof CborDamage || cause instanceof JumbfDamage) return null;
    throw cause;
  }
}
