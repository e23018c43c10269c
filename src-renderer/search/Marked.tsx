/** Text with the hits of a search marked. */
import { Fragment, type ReactElement, useMemo } from 'react';
import { hitRanges } from '../../src-main/contract/items/hits.ts';
import { nameHitRanges } from '../../src-main/contract/items/name-hits.ts';
import type { HitTerm } from '../../src-main/contract/searching/search.ts';

export interface MarkedProps {
  readonly text: string;
  readonly terms: readonly HitTerm[];
  /** Whether the text is a name or a path: then parts of words are marked, too. */
  readonly isName?: boolean;
}

export function Marked({ text, terms, isName = false }: MarkedProps): ReactElement {
  const hits = useMemo(
    () => (terms.length === 0 ? [] : (isName ? nameHitRanges : hitRanges)(text, terms)),
    [text, terms, isName],
  );
  if (hits.length === 0) return <>{text}</>;
  return (
    <>
      {hits.map(([start, end], i) => (
        <Fragment key={start}>
          {text.slice(i === 0 ? 0 : hits[i - 1]?.[1], start)}
          <mark>{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(hits.at(-1)?.[1])}
    </>
  );
}
