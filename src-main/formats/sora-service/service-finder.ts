/** Finds the service's objects anywhere in an answer: in lists, pages of lists, wrappers, and the trees below posts. */

import { isObject, type JsonObject, objectOf } from '../fields/stated-claims.ts';
import { type ServiceObject, serviceObject } from './service-objects.ts';

export interface FoundObject {
  readonly object: JsonObject;
  readonly kind: ServiceObject;
}

/** Maximum number of wrappers and lists around an object. */
const DEEPEST = 5;
/** Fields of a post that contain other posts, as a list or a page of a list. */
const BRANCHES = ['children', 'remix_posts', 'parent_posts', 'ancestors'];

/** Every service object in a value, outermost first. For an object with a tree, also the objects in its tree. */
export function* serviceObjectsIn(value: unknown, depth = 0): Generator<FoundObject> {
  if (depth > DEEPEST) return;
  if (Array.isArray(value)) {
    for (const item of value) yield* serviceObjectsIn(item, depth + 1);
    return;
  }
  if (!isObject(value)) return;
  const kind = serviceObject(value);
  if (kind === null) for (const item of Object.values(value)) yield* serviceObjectsIn(item, depth + 1);
  else {
    yield { object: value, kind };
    yield* branchesOf(value, depth);
  }
}

/** The other posts in a post's tree. */
export function* branchesOf(value: JsonObject, depth = 0): Generator<FoundObject> {
  for (const holder of [value, objectOf(value.post)]) {
    for (const name of BRANCHES) {
      const branch = holder[name];
      if (isObject(branch) || Array.isArray(branch)) yield* serviceObjectsIn(branch, depth + 1);
    }
  }
}
