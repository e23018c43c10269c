/** Which tags to offer while one is typed. */
import { TagName } from '../../src-main/contract/names.ts';

export interface TagOffer {
  readonly tag: string;
  /** Generations that have it; null for a tag that would be new. */
  readonly count: number | null;
  /** Another name of the tag, when that is what was typed. */
  readonly alias: string | null;
}

type Aliases = Readonly<Record<string, readonly string[]>>;

const AT_MOST = 8;

/**
 * Tags that begin with what was typed, then those that hold it, the frequent first; at last the new one itself.
 * @param aliases further names by tag: whoever types one is offered the tag
 */
export function offerTags(
  counts: Readonly<Record<string, number>>,
  typed: string,
  except: readonly string[],
  aliases: Aliases = {},
): readonly TagOffer[] {
  const wanted = fold(typed.trim());
  const there = new Set(except.map(fold));
  const known = Object.entries(counts)
    .map(([tag, count]) => ({ tag, count, ...bestName(tag, aliases[tag] ?? [], wanted) }))
    .filter(({ tag, rank }) => rank !== null && !there.has(fold(tag)))
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || b.count - a.count)
    .slice(0, AT_MOST)
    .map(({ tag, count, alias }): TagOffer => ({ tag, count, alias }));
  const tidy = tidyTag(typed);
  const taken = [...Object.keys(counts), ...Object.values(aliases).flat()];
  const isNew = tidy !== null && !there.has(fold(tidy)) && !taken.some((name) => fold(name) === fold(tidy));
  return isNew ? [...known, { tag: tidy, count: null, alias: null }] : known;
}

/** The tag as it will be kept; null when it cannot be one. */
export function tidyTag(typed: string): string | null {
  const name = TagName.safeParse(typed);
  return name.success ? name.data : null;
}

/** How well a tag answers by its name, or by another name of it where its own does not. */
function bestName(
  tag: string,
  aliases: readonly string[],
  wanted: string,
): { readonly rank: number | null; readonly alias: string | null } {
  const own = rankOf(fold(tag), wanted);
  if (own !== null) return { rank: own, alias: null };
  for (const alias of aliases) {
    const rank = rankOf(fold(alias), wanted);
    if (rank !== null) return { rank, alias };
  }
  return { rank: null, alias: null };
}

/** 0: begins so; 1: a part of it begins so; 2: holds it; null: does not. */
function rankOf(tag: string, wanted: string): number | null {
  if (tag.startsWith(wanted)) return 0;
  if (tag.split(/[/\s]/).some((part) => part.startsWith(wanted))) return 1;
  return tag.includes(wanted) ? 2 : null;
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
