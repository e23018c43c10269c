/** Colours, aliases and parents of tags, for the page. */
import { useCallback, useMemo } from 'react';
import type { TagInfo } from '../../src-main/contract/organising/organised.ts';
import { TAG_COLORS, type TagColor } from '../../src-main/contract/organising/tag-colors.ts';
import { foldText } from '../../src-main/contract/searching/fold.ts';
import { useOrganised } from '../api/organised.ts';
import { hueOf } from '../design/Chip.tsx';

const NONE: readonly TagInfo[] = [];

export function useTags(): readonly TagInfo[] {
  return useOrganised().data?.tags ?? NONE;
}

/**
 * The hue of a tag, 1–8: its own colour, else that of the nearest tag above it, else one that follows from its name.
 */
export function useTagHue(): (tag: string) => number {
  const tags = useTags();
  const colors = useMemo(
    () => new Map(tags.flatMap(({ name, color }) => (color === null ? [] : [[name, color] as const]))),
    [tags],
  );
  return useCallback((tag: string) => hueIn(colors, tag), [colors]);
}

export function hueIn(colors: ReadonlyMap<string, TagColor>, tag: string): number {
  for (let name = tag; name !== ''; name = parentOf(name) ?? '') {
    const color = colors.get(name);
    if (color !== undefined) return hueOfColor(color);
  }
  return hueOf(tag);
}

/** The number of a colour, 1–8. */
export function hueOfColor(color: TagColor): number {
  return TAG_COLORS.indexOf(color) + 1;
}

/** The parent tag; null at the top. */
export function parentOf(tag: string): string | null {
  const at = tag.lastIndexOf('/');
  return at < 0 ? null : tag.slice(0, at);
}

/** The last part of the name. */
export function ownName(tag: string): string {
  return tag.slice(tag.lastIndexOf('/') + 1);
}

export function childrenOf(tags: readonly TagInfo[], tag: string): readonly TagInfo[] {
  return tags.filter(({ name }) => name.startsWith(`${tag}/`));
}

/** Whether both names are equal, ignoring case, width and accents. */
export function isSameTag(a: string, b: string): boolean {
  return foldText(a) === foldText(b);
}
