/** Reads one manifest: its claim, the assertions about the content's history, and its signature. */

import { find } from '../../../containers/iso-boxes.ts';
import type { CredentialAction, CredentialManifest, CredentialSignature } from '../../../contract/items/credentials.ts';
import { type Cbor, CborDamage, decodeCbor } from './cbor.ts';
import { list, member, moment, program, text } from './cbor-accessors.ts';
import { boxCounter, type Superbox, superboxes } from './jumbf.ts';
import { readSignature } from './signature.ts';

/** Limits for one manifest. Real ones have a handful of each. */
const MOST_ACTIONS = 100;
const MOST_ACTION_LISTS = 10;
const MOST_INGREDIENTS = 100;

/**
 * A label. From the second assertion of a type on, it ends in `__1`, `__2` …; later versions of a type end in `.v2`,
 * `.v3`.
 */
const ACTIONS = /^c2pa\.actions(?:\.v\d+)?(?:__\d+)?$/;
const INGREDIENT = /^c2pa\.ingredient(?:\.v\d+)?(?:__\d+)?$/;

/**
 * Reads the manifest in a superbox; null without a readable claim. `damaged`: a part could not be read. @throws
 * JumbfDamage
 */
export function readManifest(box: Superbox): {
  readonly manifest: CredentialManifest | null;
  readonly damaged: boolean;
} {
  const count = boxCounter();
  const parts = superboxes(box.content, count);
  const assertions = parts.filter(({ type }) => type === 'c2as').flatMap(({ content }) => superboxes(content, count));
  let damaged = false;
  const cborOf = (part: Superbox | undefined): Cbor | undefined => {
    const body = part && find(part.content, 'cbor')?.body;
    try {
      if (body) return decodeCbor(body);
    } catch (cause) {
      if (!(cause instanceof CborDamage)) throw cause;
    }
    damaged ||= part !== undefined;
    return undefined;
  };

  const claimBox = parts.findLast(({ type }) => type === 'c2cl');
  const claim = cborOf(claimBox);
  if (!claimBox || !(claim instanceof Map)) return { manifest: null, damaged: true };
  const actionLists = assertions.filter(({ label }) => ACTIONS.test(label)).slice(0, MOST_ACTION_LISTS);
  const actions = actionLists.flatMap((part) => actionsIn(cborOf(part)));
  const ingredients = assertions.filter(({ label }) => INGREDIENT.test(label));
  const titles = ingredients
    .slice(0, MOST_INGREDIENTS)
    .flatMap((part) => text(member(cborOf(part), 'dc:title', 'title')) ?? []);
  const signature = signatureOf(parts.find(({ type }) => type === 'c2cs'));
  if (signature === 'damaged') damaged = true;
  const manifest: CredentialManifest = {
    label: text(box.label) ?? '',
    claimVersion: /\.v2$/.test(claimBox.label) ? 2 : 1,
    generator: generatorOf(claim),
    title: text(member(claim, 'dc:title')),
    format: text(member(claim, 'dc:format')),
    actions: actions.slice(0, MOST_ACTIONS),
    ingredientCount: ingredients.length,
    ingredientTitles: titles,
    signature: signature === 'damaged' ? null : signature,
  };
  return { manifest, damaged };
}

/** Claims of version 1 list their generators and add a User-Agent string. Later versions name exactly one generator. */
function generatorOf(claim: Cbor): string | null {
  const info = member(claim, 'claim_generator_info');
  return program(list(info)[0] ?? info) ?? text(member(claim, 'claim_generator'));
}

/** In version 2 of actions, programs can be in a separate list, and an action names one by its index. */
function actionsIn(assertion: Cbor | undefined): readonly CredentialAction[] {
  const agents = list(member(assertion, 'softwareAgents'));
  return list(member(assertion, 'actions'))
    .slice(0, MOST_ACTIONS)
    .flatMap((action) => {
      const name = text(member(action, 'action'));
      if (name === null) return [];
      const index = member(action, 'softwareAgentIndex');
      return {
        action: name,
        softwareAgent: program(
          member(action, 'softwareAgent') ?? (typeof index === 'number' ? agents[index] : undefined),
        ),
        digitalSourceType: text(member(action, 'digitalSourceType')),
        when: moment(member(action, 'when')),
      };
    });
}

function signatureOf(part: Superbox | undefined): CredentialSignature | null | 'damaged' {
  const body = part && find(part.content, 'cbor')?.body;
  if (!body) return part ? 'damaged' : null;
  try {
    return readSignature(body);
  } catch (cause) {
    if (cause instanceof CborDamage) return 'damaged';
    throw cause;
  }
}
