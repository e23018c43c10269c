/** Recognises the record of a generation whose media are absent, by the fields that only such records have. */
import { statedText } from '../text/texts.ts';
import { type Ask, ask, claimsOf, PROMPT_FIELDS } from './fallback-keys.ts';
import { isObject } from './stated-claims.ts';

/** Fields with a link to a picture or video. A link in another field counts when it ends like a media file. */
const MEDIA_LINKS =
  'imageurl imageurls videourl videourls mediaurl mediaurls hdmediaurl hdvideourl downloadurl resulturl outputurl rawimageurl'.split(
    ' ',
  );
const LINKS = ['url', 'link', 'src', 'href', 'output', 'result'];
const MEDIA_END = /\.(?:png|jpe?g|webp|gif|avif|mp4|mov|webm)(?:[?#]|$)/i;
/** Settings that generators of pictures and videos have, and other programs with prompts do not. */
const SETTINGS = 'seed negativeprompt aspectratio sampler samplername cfgscale guidancescale numframes nframes'.split(
  ' ',
);

/**
 * Whether a record states a generation by itself: a prompt under one of its usual names, and a kind, a link to media, or
 * a size with a setting. Prompts of other programs (tests of language models, translations) have none of them.
 */
export function isGeneration(value: unknown): boolean {
  if (!isObject(value)) return false;
  const lookUp = ask(value);
  if (lookUp(PROMPT_FIELDS, statedText) === undefined) return false;
  const { kind, width } = claimsOf(value, lookUp);
  return kind !== undefined || linksToMedia(lookUp) || (width !== undefined && hasSetting(lookUp));
}

function linksToMedia(lookUp: Ask): boolean {
  const isLink = (value: unknown): true | undefined =>
    [value].flat().some((link) => typeof link === 'string' && /^https?:\/\//i.test(link)) || undefined;
  const endsLikeMedia = (value: unknown): true | undefined =>
    (typeof value === 'string' && /^https?:\/\//i.test(value) && MEDIA_END.test(value)) || undefined;
  return lookUp(MEDIA_LINKS, isLink) === true || lookUp(LINKS, endsLikeMedia) === true;
}

function hasSetting(lookUp: Ask): boolean {
  return (
    lookUp(SETTINGS, (value) => typeof value === 'number' || statedText(value) !== undefined || undefined) === true
  );
}
