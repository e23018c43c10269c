/** The order in which sources are listed. */
import type { SourceInfo } from '../../src-main/contract/library/library.ts';

/** By first import; nested sources come directly after their parent. */
export function inOrder(sources: readonly SourceInfo[]): readonly SourceInfo[] {
  const known = new Set(sources.map(({ id }) => id));
  const inside = Map.groupBy(
    sources.filter(({ within }) => within !== null && known.has(within)),
    ({ within }) => within,
  );
  const withThose = (source: SourceInfo): readonly SourceInfo[] => [
    source,
    ...(inside.get(source.id) ?? []).flatMap(withThose),
  ];
  return sources.filter(({ within }) => within === null || !known.has(within)).flatMap(withThose);
}
