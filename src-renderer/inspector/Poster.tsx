/** The poster at the top of the inspector; a press opens the viewer. Shows nothing for an item without a picture. */
import { type ReactElement, useState } from 'react';
import { Button } from 'react-aria-components';
import type { GenerationDetail } from '../../src-main/contract/items/generation.ts';
import { loads } from '../api/cancelled-requests.ts';
import { useCard } from '../api/cards/cards.ts';
import { posterFailed, usePosterVersion } from '../api/cards/posters.ts';
import { mediaUrl } from '../api/client.ts';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import styles from './Inspector.module.css';

/** The largest height of the poster, in px. */
const TALLEST = 260;

export function Poster({ detail }: { readonly detail: GenerationDetail }): ReactElement | null {
  const t = useText();
  const { rowid, width, height } = detail;
  const set = useView((state) => state.set);
  const isViewing = useView((state) => state.viewing === rowid);
  const card = useCard(rowid);
  const version = usePosterVersion(rowid);
  const [failedVersion, setFailedVersion] = useState(-1);
  if (isViewing || detail.state === 'prompt-only' || failedVersion === version) return null;
  const ratio = width && height ? width / height : 16 / 9;
  return (
    <Button
      className={styles.poster ?? ''}
      style={{ inlineSize: `${Math.round(TALLEST * ratio)}px`, aspectRatio: ratio }}
      aria-label={t('inspector.open')}
      onPress={() => set({ viewing: rowid })}
    >
      <img
        key={rowid}
        ref={loads}
        className={styles.posterImage}
        src={mediaUrl.poster(rowid, `${card?.fileId ?? 0}-${version}`)}
        alt=""
        draggable={false}
        onError={() => {
          posterFailed(rowid);
          setFailedVersion(version);
        }}
      />
    </Button>
  );
}
