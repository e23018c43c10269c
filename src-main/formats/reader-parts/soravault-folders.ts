/** Interprets SoraVault's source names and the folders with the same names: collections, liked, draft. */
import type { Claims } from '../claims.ts';

/** What membership of a source or folder means. `titled`: the folders below have titles that the user chose. */
interface Place {
  readonly in: readonly string[];
  readonly liked?: true;
  readonly draft?: true;
  readonly titled?: true;
}

const NOWHERE: Place = { in: [] };

/** By the name of a source. The folder's name is the same with `sora_` before it. */
const PLACES: Readonly<Record<string, Place>> = {
  v1_images: NOWHERE,
  v1_videos: NOWHERE,
  v1_library: NOWHERE,
  v1_liked: { in: ['liked'], liked: true },
  v1_collections: NOWHERE,
  v1_folders: { in: [], titled: true },
  v1_uploads: { in: ['uploads'] },
  v2_profile: { in: ['profile'] },
  v2_drafts: { in: ['drafts'], draft: true },
  v2_liked: { in: ['liked'], liked: true },
  v2_cameos: { in: ['cameos'] },
  v2_cameo_drafts: { in: ['cameos', 'drafts'], draft: true },
  v2_my_characters: { in: ['characters'] },
  v2_characters: { in: ['characters'], titled: true },
  v2_creator: { in: ['creators'] },
  v2_creators: { in: ['creators'], titled: true },
  v2_remixes: { in: ['remixes'] },
  v2_remix_children: { in: ['remixes'] },
  v2_remix_parents: { in: ['remixes'] },
  v2_remix_chains: { in: ['remixes'] },
  // Names from SoraVault's first version.
  profile: { in: ['profile'] },
  drafts: { in: ['drafts'], draft: true },
  soravault_images_library: NOWHERE,
  soravault_videos_profile: { in: ['profile'] },
  soravault_videos_draft: { in: ['drafts'], draft: true },
};

const OWN_FOLDER = /^(?:sora_(?:v[12]_.+|characters_@.+)|soravault_(?:images_library|videos_profile|videos_draft))$/i;
const BROWSED_FOLDER = /^(?:mirror_browse|discover_download)$/i;

export type Membership = Pick<Claims, 'collections' | 'liked' | 'draft'>;

/** Whether a folder (its full place) is SoraVault's, or is inside one. */
export function isVaultFolder(folder: string): boolean {
  return folder.split('/').some((part) => OWN_FOLDER.test(part) || BROWSED_FOLDER.test(part));
}

/** The membership that a source's name states. */
export function memberOfSource(source: unknown): Membership {
  return typeof source === 'string' ? asMembership(placeOf(source.trim().toLowerCase())) : {};
}

/** The membership that the folders above an item state. */
export function memberOfFolder(folder: string): Membership {
  const parts = folder.split('/');
  const at = parts.findIndex((part) => OWN_FOLDER.test(part));
  const own = parts[at];
  if (own === undefined) return {};
  const place = placeOf(own.toLowerCase().replace(/^sora_/, ''));
  const below = parts.slice(at + 1);
  const character = below.indexOf('characters');
  const ofCharacter = character < 0 ? [] : ['characters', ...below.slice(character + 1, character + 2)];
  return asMembership({ ...place, in: [...place.in, ...(place.titled ? below.slice(0, 1) : []), ...ofCharacter] });
}

function placeOf(source: string): Place {
  const known = Object.hasOwn(PLACES, source) ? PLACES[source] : undefined;
  if (known) return known;
  const character = /^v2_char_(drafts_)?(@.+)$/.exec(source);
  if (character)
    return {
      in: ['characters', character[2] as string, ...(character[1] ? ['drafts'] : [])],
      ...(character[1] ? { draft: true } : {}),
    };
  const user = /^v2_(@.+)$/.exec(source)?.[1];
  if (user) return { in: ['creators', user] };
  return /^characters_@/.test(source) ? { in: ['characters'] } : NOWHERE;
}

function asMembership({ in: collections, liked, draft }: Place): Membership {
  return {
    ...(collections.length === 0 ? {} : { collections }),
    ...(liked ? { liked } : {}),
    ...(draft ? { draft } : {}),
  };
}
