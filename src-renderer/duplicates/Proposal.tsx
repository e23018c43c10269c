/** One proposal: the pictures side by side, the best first, with actions. */
import { useQueryClient } from '@tanstack/react-query';
import { Columns2, Layers, X } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { Card } from '../../src-main/contract/items/generation.ts';
import type { DuplicateProposal } from '../../src-main/contract/organising/insights.ts';
import { useCards } from '../api/cards/cards.ts';
import { api } from '../api/client.ts';
import { useEdits } from '../commands/edits/use-edits.ts';
import { Button } from '../design/Button.tsx';
import { ThumbButton } from '../gallery/grid/ThumbButton.tsx';
import { useText } from '../i18n/use-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';
import { useToasts } from '../shell/toast-store.ts';
import { useView } from '../state/store.ts';
import styles from './DuplicatesScreen.module.css';

/** The height of the posters in px, and the limits of their aspect ratio. */
const HEIGHT = 156;
const WIDTHS = { least: 88, most: 278 } as const;
/** The largest number of items in a comparison. */
const COMPARED = 4;

export function Proposal({ proposal }: { readonly proposal: DuplicateProposal }): ReactElement {
  const t = useText();
  const set = useView((state) => state.set);
  const { rowids, isSure } = proposal;
  const cards = useCards(rowids);
  const edits = useEdits();
  const setUnlike = useUnlike();
  const [isBusy, setBusy] = useState(false);
  const [cover = 0] = rowids;

  const decide = async (decision: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    await decision();
    setBusy(false);
  };
  return (
    <li className={styles.proposal}>
      <ul className={styles.posters}>
        {rowids.map((rowid, at) => (
          <li key={rowid} style={{ width: widthOf(cards[at]) }}>
            <ThumbButton rowid={rowid} width={widthOf(cards[at])} height={HEIGHT} />
            <p className={styles.facts}>
              {sizeOf(cards[at])}
              {at === 0 && <strong>{t('duplicates.best')}</strong>}
            </p>
          </li>
        ))}
      </ul>
      <div className={styles.decision}>
        <p className={styles.judgement}>
          {t(isSure ? 'duplicates.sure' : 'duplicates.unsure', { count: rowids.length })}
        </p>
        <div className={styles.buttons}>
          <Button
            size="small"
            variant="primary"
            icon={<Layers aria-hidden="true" />}
            isDisabled={isBusy}
            onPress={() =>
              void decide(() => edits.apply({ type: 'rowids', rowids: [...rowids] }, { set: 'stack', cover }))
            }
          >
            {t('duplicates.stack')}
          </Button>
          <Button
            size="small"
            icon={<X aria-hidden="true" />}
            isDisabled={isBusy}
            onPress={() => void decide(() => setUnlike(rowids))}
          >
            {t('duplicates.unlike')}
          </Button>
          {rowids.length <= COMPARED && (
            <Button
              size="small"
              variant="quiet"
              icon={<Columns2 aria-hidden="true" />}
              onPress={() => set({ comparing: rowids, viewing: cover })}
            >
              {t('command.compare')}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}

function widthOf(card: Card | null | undefined): number {
  const ratio = card?.width && card.height ? card.width / card.height : 1;
  return Math.round(Math.min(WIDTHS.most, Math.max(WIDTHS.least, HEIGHT * ratio)));
}

function sizeOf(card: Card | null | undefined): string {
  return card?.width && card.height ? `${card.width} × ${card.height}` : '';
}

/** Records that items are different, with undo. */
function useUnlike(): (rowids: readonly number[]) => Promise<void> {
  const t = useText();
  const client = useQueryClient();
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);
  const send = async (rowids: readonly number[], unlike: boolean): Promise<boolean> => {
    try {
      await api.unlike(rowids, unlike);
      await client.invalidateQueries({ queryKey: ['duplicates'] });
      return true;
    } catch (error) {
      fail(errorSentence(t, error));
      return false;
    }
  };
  return async (rowids) => {
    if (await send(rowids, true))
      say(t('duplicates.remembered'), { label: t('app.undo'), run: () => void send(rowids, false) });
  };
}
