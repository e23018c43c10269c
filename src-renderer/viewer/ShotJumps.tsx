/** Buttons for the shots with hits: each jumps to its time in the video. */
import { Clapperboard } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Shot } from '../../src-main/contract/items/generation.ts';
import type { HitTerm } from '../../src-main/contract/searching/search.ts';
import { Button } from '../design/Button.tsx';
import { clock } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { shotStarts, shotsWithHits } from '../inspector/shot-starts.ts';
import type { Player } from './player.ts';

export interface ShotJumpsProps {
  readonly shots: readonly Shot[];
  readonly terms: readonly HitTerm[];
  readonly player: Player;
}

/** The largest number of buttons; the inspector lists all shots. */
const MOST = 6;

export function ShotJumps({ shots, terms, player }: ShotJumpsProps): ReactElement {
  const t = useText();
  const starts = shotStarts(shots);
  return (
    <>
      {shotsWithHits(shots, terms)
        .slice(0, MOST)
        .map((index) => {
          const start = starts[index] ?? null;
          const name = t('gallery.shot', { number: index + 1 });
          if (start === null) return <span key={index}>{name}</span>;
          return (
            <Button
              key={index}
              size="small"
              icon={<Clapperboard aria-hidden="true" />}
              aria-label={t('viewer.go-to-shot', { number: index + 1, time: clock(start) })}
              onPress={() => player.seek(start)}
            >
              {`${name} · ${clock(start)}`}
            </Button>
          );
        })}
    </>
  );
}
