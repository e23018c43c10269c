/** A video as large as the window allows. A file that the browser cannot decode is replaced by its proxy. */
import { type ReactElement, useCallback, useState } from 'react';
import { loads } from '../api/cancelled-requests.ts';
import { mediaUrl } from '../api/client.ts';
import { Spinner } from '../design/Feedback.tsx';
import { useText } from '../i18n/use-text.ts';
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
  const attach = useCallback(
    (video: HTMLVideoElement) => {
      const detach = player.attach(video);
      const leaves = loads(video);
      return () => {
        detach();
        leaves();
        letGo(video);
      };
    },
    [player],
  );

  const fallBack = (): void => {
    setReady(false);
    setSource((before) => (before === 'original' ? 'proxy' : 'none'));
  };

  if (source === 'none' && damage !== null)
    return <Problem title={t('viewer.damaged.title')} text={`${damage} ${t('viewer.damaged.text')}`} />;
  if (source === 'none') return <Problem title={t('viewer.failed.title')} text={t('viewer.failed.text')} />;
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: these are generated clips; no captions exist, the prompt stands beneath. */}
      <video
        ref={attach}
        className={styles.media}
        src={source === 'original' ? mediaUrl.file(fileId) : mediaUrl.proxy(rowid)}
        poster={poster}
        aria-label={label}
        autoPlay={isAutoPlaying}
        playsInline
        preload="auto"
        onLoadedMetadata={(event) => event.currentTarget.videoWidth === 0 && fallBack()}
        onLoadedData={() => setReady(true)}
        onError={(event) => event.currentTarget.hasAttribute('src') && fallBack()}
        onClick={() => player.toggle()}
      />
      {source === 'proxy' && !isReady && (
        <div className={styles.notice}>
          <Spinner label={t('viewer.proxy')} />
        </div>
      )}
    </>
  );
}

/** Stops a video that leaves the page. Otherwise it keeps one of the six connections of the browser. */
function letGo(video: HTMLVideoElement): void {
  video.pause();
  video.removeAttribute('src');
  video.load();
}
