/** A video as large as the window allows. A file that the browser cannot decode is replaced by its proxy. */
import { type ReactElement, useLayoutEffect, useRef, useState } from 'react';
import { mediaUrl } from '../api/client.ts';
import { Spinner } from '../design/Feedback.tsx';
import { useText } from '../i18n/use-text.ts';
import { takeClip } from './clip.ts';
import { Problem } from './Problem.tsx';
import type { Player } from './player.ts';
import styles from './Stage.module.css';

export interface VideoStageProps {
  readonly rowid: number;
  readonly fileId: number;
  readonly poster: string;
  readonly label: string;
  /** The damage of the file, as far as its header shows; null for none. */
  readonly damage: string | null;
  readonly player: Player;
  readonly isAutoPlaying: boolean;
}

type Source = 'original' | 'proxy' | 'none';

/** Events after which a video may be ready or unplayable. */
const TOLD = ['loadedmetadata', 'loadeddata', 'error'] as const;

/** A video is unplayable after an error or with a width of 0: Chromium plays HEVC as sound only, without an error. */
export function VideoStage({
  rowid,
  fileId,
  poster,
  label,
  damage,
  player,
  isAutoPlaying,
}: VideoStageProps): ReactElement {
  const t = useText();
  const [source, setSource] = useState<Source>('original');
  const [isReady, setReady] = useState(false);
  const holder = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement | null>(null);
  const address = source === 'original' ? mediaUrl.file(fileId) : source === 'proxy' ? mediaUrl.proxy(rowid) : null;

  useLayoutEffect(() => {
    if (address === null || !holder.current) return;
    const { element, letGo } = takeClip(address);
    let isGivenUp = false;
    /** Once for each element: metadata and data of an unplayable video both tell it. */
    const fallBack = (): void => {
      if (isGivenUp) return;
      isGivenUp = true;
      setReady(false);
      setSource((before) => (before === 'original' ? 'proxy' : 'none'));
    };
    // What was told before the element came here is looked up.
    const look = (): void => {
      if (element.error) return fallBack();
      if (element.readyState >= HTMLMediaElement.HAVE_METADATA && element.videoWidth === 0) return fallBack();
      if (element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !isGivenUp) setReady(true);
    };
    const toggle = (): void => player.toggle();
    element.className = styles.media ?? '';
    element.autoplay = isAutoPlaying;
    holder.current.append(element);
    video.current = element;
    for (const name of TOLD) element.addEventListener(name, look);
    element.addEventListener('click', toggle);
    const detach = player.attach(element);
    look();
    return () => {
      for (const name of TOLD) element.removeEventListener(name, look);
      element.removeEventListener('click', toggle);
      video.current = null;
      detach();
      letGo();
      element.remove();
    };
  }, [address, player, isAutoPlaying]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another address is another element.
  useLayoutEffect(() => {
    if (!video.current) return;
    video.current.poster = poster;
    video.current.ariaLabel = label;
  }, [address, poster, label]);

  if (source === 'none' && damage !== null)
    return <Problem title={t('viewer.damaged.title')} text={`${damage} ${t('viewer.damaged.text')}`} />;
  if (source === 'none') return <Problem title={t('viewer.failed.title')} text={t('viewer.failed.text')} />;
  return (
    <>
      <div ref={holder} className={styles.holder} />
      {source === 'proxy' && !isReady && (
        <div className={styles.notice}>
          <Spinner label={t('viewer.proxy')} />
        </div>
      )}
    </>
  );
}
