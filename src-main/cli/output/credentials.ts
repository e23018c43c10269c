/** Content Credentials in one line: the program that wrote them, the actions, and the type of source. */
import { type ContentCredentials, mainSourceType, sourceTypeTerm } from '../../contract/items/credentials.ts';
import { counted } from './terminal.ts';

/** "Content Credentials: Sora · created · AI-generated (trained algorithmic media) · embedded, not validated" */
export function credentialsLine(credentials: ContentCredentials): string {
  const { problem, manifests } = credentials;
  if (problem === 'not-read') return 'Content Credentials: embedded, not read yet; import again to read them';
  const [active] = manifests;
  const type = mainSourceType(credentials);
  const parts = [
    active?.generator,
    ...new Set(active?.actions.map(({ action }) => action.replace(/^c2pa\./, '').replaceAll(/[._]/g, ' '))),
    type && sourceTypeWords(type),
    active?.signature?.issuer && `names ${active.signature.issuer} as its signer`,
    active?.signature?.time && `stamped ${active.signature.time.slice(0, 10)}`,
    active && active.ingredientCount > 0 ? `made from ${counted(active.ingredientCount, 'file')}` : null,
    problem && PROBLEMS[problem],
    'embedded, not validated',
  ];
  return `Content Credentials: ${parts.filter(Boolean).join(' · ')}`;
}

const PROBLEMS = {
  incomplete: 'incomplete: a part of them is missing',
  'too-large': 'too large to be read',
  damaged: 'damaged',
};

/** Marks the source types that mean "made by AI"; other types are printed as they are. */
function sourceTypeWords(type: string): string {
  const term = sourceTypeTerm(type);
  const words = term.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  if (term === 'trainedAlgorithmicMedia') return `AI-generated (${words})`;
  if (term === 'compositeWithTrainedAlgorithmicMedia') return `partly AI-generated (${words})`;
  return words;
}
