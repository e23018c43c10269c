/** The poster of a generation over its placeholder: the colour first, then the blurred picture, then the poster. */
import { type ReactElement, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { loads } from '../../api/cancelled-requests.ts';
import { posterFailed, usePosterVersion } from '../../api/cards/posters.ts';
import { mediaUrl } from '../../api/client.ts';
import styles from './Poster.module.css';
import { paintPlaceholder, placeholderColour } from './placeholder.ts';

export interface PosterProps {
  readonly rowid: number;
  /** The main file: a new main file means a new poster. */
  readonly fileId: number | null;
  readonly thumbHash: string | null;
  /** False while scrolling is too fast. A poster that was requested stays. */
  readonly isWanted: boolean;
  /** Shows the whole picture when it has another aspect ratio than the cell. */
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

  /** A cached poster appears at once without a fade; a removed one stops loading. */
  const attach = useCallback((image: HTMLImageElement | null) => {
    if (!image) return;
    if (image.complete && image.naturalWidth > 0) image.dataset.state = 'there';
    return loads(image);
  }, []);

  const ground = useRef<HTMLSpanElement>(null);
  useLayoutEffect(
    () => (ground.current && thumbHash !== null ? paintPlaceholder(ground.current, thumbHash) : undefined),
    [thumbHash],
  );

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
