/** The tags to offer while the person types. */
import { TagName } from '../../../src-main/contract/organising/names.ts';
import { foldText } from '../../../src-main/contract/searching/fold.ts';

export interface TagOffer {
  readonly tag: string;
  /** The number of items with the tag; null for a new tag. */
  readonly count: number | null;
  /** The alias that was typed; null for the name itself. */
  readonly alias: string | null;
}

type Aliases = Readonly<Record<string, readonly string[]>>;

const AT_MOST = 8;

/**
 * Tags that begin with the typed text, then tags that contain it, the most frequent first, then the new tag itself.
 * @param aliases the aliases of each tag: typing one offers the tag
 */
export function offerTags(
  counts: Readonly<Record<string, number>>,
  typed: string,
  except: readonly string[],
  aliases: Aliases = {},
): readonly TagOffer[] {
  const wanted = foldText(typed.trim());
  const there = new Set(except.map((name) => foldText(name)));
  const known = Object.entries(counts)
    .map(([tag, count]) => ({ tag, count, ...bestName(tag, aliases[tag] ?? [], wanted) }))
    .filter(({ tag, rank }) => rank !== null && !there.has(foldText(tag)))
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || b.count - a.count)
    .slice(0, AT_MOST)
    .map(({ tag, count, alias }): TagOffer => ({ tag, count, alias }));
  const tidy = tidyTag(typed);
  const taken = [...Object.keys(counts), ...Object.values(aliases).flat()];
  const isNew = tidy !== null && !there.has(foldText(tidy)) && !taken.some((name) => foldText(name) === foldText(tidy));
  return isNew ? [...known, { tag: tidy, count: null, alias: null }] : known;
}

/** The tag as it will be stored; null for an invalid tag. */
export function tidyTag(typed: string): string | null {
  const name = TagName.safeParse(typed);
  return name.success ? name.data : null;
}

/** How well a tag matches by its name or, if its name does not match, by an alias. */
function bestName(
  tag: string,
  aliases: readonly string[],
  wanted: string,
): { readonly rank: number | null; readonly alias: string | null } {
  const own = rankOf(foldText(tag), wanted);
  if (own !== null) return { rank: own, alias: null };
  for (const alias of aliases) {
    const rank = rankOf(foldText(alias), wanted);
    if (rank !== null) return { rank, alias };
  }
  return { rank: null, alias: null };
}

/** 0: begins with the text; 1: a part begins with it; 2: contains it; null: no match. */
function rankOf(tag: string, wanted: string): number | null {
  if (tag.startsWith(wanted)) return 0;
  if (tag.split(/[/\s]/).some((part) => part.startsWith(wanted))) return 1;
  return tag.includes(wanted) ? 2 : null;
}
