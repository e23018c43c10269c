/** The viewer: one generation as large as possible, or several side by side. */
import { type ReactElement, useEffect, useMemo, useRef } from 'react';
import { cardStore, useCard, useCards } from '../api/cards/cards.ts';
import { mediaUrl } from '../api/client.ts';
import { useStack } from '../api/organised.ts';
import { useGeneration } from '../api/queries.ts';
import { useResult } from '../gallery/result/use-result.ts';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/store.ts';
import { Caption } from './Caption.tsx';
import { Compare } from './Compare.tsx';
import { Controls } from './Controls.tsx';
import { StackStrip } from './StackStrip.tsx';
import { Stage } from './Stage.tsx';
import { TopBar } from './TopBar.tsx';
import { usePlayer, usePlayerState } from './use-player.ts';
import { useViewerKeys } from './use-viewer-keys.ts';
import styles from './Viewer.module.css';

const NO_FPS = 30;

export function Viewer({ rowid }: { readonly rowid: number }): ReactElement {
  const t = useText();
  const quick = useView((state) => state.quick);
  const comparing = useView((state) => state.comparing);
  const set = useView((state) => state.set);
  const root = useRef<HTMLDivElement>(null);
  const player = usePlayer();
  const card = useCard(rowid);
  const detail = useGeneration(rowid).data;
  const stack = useStack(rowid).data ?? null;
  const { position, total, neighbours } = useNeighbours(rowid, stack?.cover ?? rowid);
  const isComparing = comparing.length > 1;
  const { isAttached } = usePlayerState(player);
  const fps = detail?.fps ?? NO_FPS;

  const close = (): void => set({ viewing: null, comparing: [] });
  const go = (by: 1 | -1): void => {
    const next = neighbours[by === 1 ? 1 : 0];
    if (next !== undefined && !isComparing) set({ viewing: next });
  };
  /** Goes to the next or previous item of the stack. */
  const goInStack = (by: 1 | -1): void => {
    const next = stack?.members[stack.members.indexOf(rowid) + by];
    if (next !== undefined && !isComparing) set({ viewing: next });
  };
  useViewerKeys({ player, fps, isQuick: quick, go, goInStack, close });
  usePreload(isComparing ? [] : neighbours);
  useEffect(() => root.current?.focus(), []);

  return (
    <div
      ref={root}
      role="dialog"
      aria-modal="false"
      aria-label={t('viewer.label')}
      tabIndex={-1}
      className={`${styles.viewer} ${quick ? styles.quick : ''}`}
    >
      <TopBar
        rowid={rowid}
        card={card}
        position={position}
        total={total}
        onClose={close}
        onGo={isComparing ? null : go}
      />
      <div className={styles.stage}>
        {isComparing ? (
          <Compare rowids={comparing} player={player} />
        ) : (
          <Stage rowid={rowid} player={player} isAutoPlaying />
        )}
      </div>
      {stack && !isComparing && <StackStrip stack={stack} rowid={rowid} onGo={(member) => set({ viewing: member })} />}
      {isAttached && (
        <Controls
          player={player}
          rowid={isComparing ? null : rowid}
          aspect={card?.width && card.height ? card.width / card.height : 16 / 9}
          fps={fps}
          hasSound={isComparing || card?.hasAudio !== false}
        />
      )}
      {!quick && !isComparing && card && card.state !== 'prompt-only' && (
        <Caption card={card} detail={detail} player={player} />
      )}
    </div>
  );
}

interface Neighbours {
  /** From 1; 0 when the item is not in the result on screen. */
  readonly position: number;
  readonly total: number;
  readonly neighbours: readonly [number | undefined, number | undefined];
}

/** The neighbours in the result on screen. An item in a closed stack has the place of its cover. */
function useNeighbours(rowid: number, cover: number): Neighbours {
  const ids = useResult().layout?.ids;
  return useMemo(() => {
    const own = ids?.indexOf(rowid) ?? -1;
    const at = own >= 0 ? own : (ids?.indexOf(cover) ?? -1);
    if (!ids || at < 0) return { position: 0, total: ids?.length ?? 0, neighbours: [undefined, undefined] };
    return { position: at + 1, total: ids.length, neighbours: [ids[at - 1], ids[at + 1]] };
  }, [ids, rowid, cover]);
}

/** Loads the cards, posters and pictures of the neighbours in advance. */
function usePreload(rowids: readonly (number | undefined)[]): void {
  const wanted = useMemo(() => rowids.filter((rowid) => rowid !== undefined), [rowids]);
  const cards = useCards(wanted);
  useEffect(() => {
    cardStore.request(wanted);
    const images = cards.flatMap((card) => {
      if (!card || card.fileId === null || card.missing) return [];
      const image = new Image();
      image.src = card.kind === 'image' ? mediaUrl.file(card.fileId) : mediaUrl.poster(card.rowid, `${card.fileId}-0`);
      return [image];
    });
    return () => {
      for (const image of images) image.removeAttribute('src');
    };
  }, [wanted, cards]);
}
