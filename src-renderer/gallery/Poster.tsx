/** A generation's poster over its placeholder: the colour first, then the blur, then the picture. */
import { type ReactElement, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { mediaUrl } from '../api/client.ts';
import { loads } from '../api/given-up.ts';
import { posterFailed, usePosterVersion } from '../api/posters.ts';
import styles from './Poster.module.css';
import { paintPlaceholder, placeholderColour } from './placeholder.ts';

export interface PosterProps {
  readonly rowid: number;
  /** The main file: another one is another poster. */
  readonly fileId: number | null;
  readonly thumbHash: string | null;
  /** False while scrolling is too fast for it to be seen; once asked for it stays. */
  readonly isWanted: boolean;
  /** Shows the whole picture where cell and picture differ in shape. */
  readonly isWhole?: boolean;
  readonly onFail?: () => void;
}

export function Poster({ rowid, fileId, thumbHash, isWanted, isWhole = false, onFail }: PosterProps): ReactElement {
  const bump = usePosterVersion(rowid);
  const version = `${fileId ?? 0}-${bump}`;
  const [asked, setAsked] = useState(isWanted);
  const [failed, setFailed] = useState<string | null>(null);
  if (isWanted && !asked) setAsked(true);
  const colour = thumbHash === null ? null : placeholderColour(thumbHash);

  /** A poster that is in the cache is there at once and does not fade; one that leaves stops loading. */
  const attach = useCallback((image: HTMLImageElement | null) => {
    if (!image) return;
    if (image.complete && image.naturalWidth > 0) image.dataset.state = 'there';
    return loads(image);
  }, []);

  const ground = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => (ground.current && thumbHash !== null ? paintPlaceholder(ground.current, thumbHash) : undefined), [thumbHash]);

  return (
    <span
      ref={ground}
      className={`${styles.poster} ${isWhole ? styles.whole : ''}`}
      style={colour === null ? {} : { backgroundColor: colour }}
    >
      {asked && failed !== version && (
        <img
          key={version}
          ref={attach}
          className={styles.picture}
          alt=""
          decoding="async"
          draggable={false}
          src={mediaUrl.poster(rowid, version)}
          onLoad={(event) => {
            event.currentTarget.dataset.state ??= 'arrived';
          }}
          onError={(event) => {
            if (!event.currentTarget.hasAttribute('src')) return;
            posterFailed(rowid);
            setFailed(version);
            onFail?.();
          }}
        />
      )}
    </span>
  );
}
