/** The preview on hover: the filmstrip under the pointer, and the video without sound when the pointer rests. */
import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { Card } from '../../../src-main/contract/items/generation.ts';
import { loads } from '../../api/cancelled-requests.ts';
import { mediaUrl } from '../../api/client.ts';
import styles from './HoverPreview.module.css';

const FRAMES = 10;
/** The filmstrip is loaded after this time on an item, so that a moving pointer loads nothing. */
const FILMSTRIP_DELAY_MS = 140;
/** The video plays after the pointer has rested this long. */
const VIDEO_DELAY_MS = 700;
/** The largest movement of a resting pointer, in px. */
const STILL = 6;

export function HoverPreview({ card }: { readonly card: Card }): ReactElement {
  const root = useRef<HTMLSpanElement>(null);
  const [isAsked, setAsked] = useState(false);
  const [hasStrip, setStrip] = useState(false);
  const [playFrom, setPlayFrom] = useState<number | null>(null);
  const [isUnplayable, setUnplayable] = useState(false);

  useEffect(() => {
    const dwell = setTimeout(() => setAsked(true), FILMSTRIP_DELAY_MS);
    return () => clearTimeout(dwell);
  }, []);

  useEffect(() => {
    const cell = root.current?.parentElement;
    if (!cell) return;
    let rest: ReturnType<typeof setTimeout> | undefined;
    let restX = Number.NaN;
    let fraction = 0;
    const play = (): void => setPlayFrom(fraction);
    const onMove = (event: PointerEvent): void => {
      const box = cell.getBoundingClientRect();
      fraction = Math.min(0.999, Math.max(0, (event.clientX - box.left) / box.width));
      root.current?.style.setProperty('--at', String(fraction));
      root.current?.style.setProperty('--frame', String(Math.floor(fraction * FRAMES)));
      if (Math.abs(event.clientX - restX) < STILL) return;
      restX = event.clientX;
      setPlayFrom(null);
      clearTimeout(rest);
      rest = setTimeout(play, VIDEO_DELAY_MS);
    };
    rest = setTimeout(play, VIDEO_DELAY_MS);
    cell.addEventListener('pointermove', onMove);
    return () => {
      clearTimeout(rest);
      cell.removeEventListener('pointermove', onMove);
    };
  }, []);

  const isPlaying = playFrom !== null && !isUnplayable && !prefersStillness();
  return (
    <span ref={root} className={`${styles.preview} ${hasStrip ? styles.ready : ''}`} aria-hidden="true">
      {isAsked && (
        <img
          ref={loads}
          className={styles.strip}
          alt=""
          draggable={false}
          decoding="async"
          src={mediaUrl.filmstrip(card.rowid)}
          onLoad={() => setStrip(true)}
          onError={() => setStrip(false)}
        />
      )}
      {isPlaying && card.fileId !== null && (
        <Playback
          fileId={card.fileId}
          from={playFrom}
          duration={card.durationSeconds ?? 0}
          onFail={() => setUnplayable(true)}
        />
      )}
      {hasStrip && !isPlaying && <span className={styles.bar} />}
    </span>
  );
}

interface PlaybackProps {
  readonly fileId: number;
  /** The start, as a fraction of the duration. */
  readonly from: number;
  readonly duration: number;
  readonly onFail: () => void;
}

/**
 * Plays the video. A file that Chromium cannot decode plays sound without a picture: that is a failure, and the
 * filmstrip stays.
 */
function Playback({ fileId, from, duration, onFail }: PlaybackProps): ReactElement {
  const [isShown, setShown] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    const leaves = element ? loads(element) : () => {};
    return () => {
      leaves();
      element?.pause();
      element?.removeAttribute('src');
      element?.load();
    };
  }, []);
  return (
    <video
      ref={video}
      className={`${styles.video} ${isShown ? styles.shown : ''}`}
      src={mediaUrl.file(fileId)}
      muted
      loop
      playsInline
      autoPlay
      preload="auto"
      onLoadedMetadata={(event) => {
        const element = event.currentTarget;
        if (element.videoWidth === 0) onFail();
        else element.currentTime = from * duration;
      }}
      onPlaying={() => setShown(true)}
      onError={(event) => event.currentTarget.hasAttribute('src') && onFail()}
    />
  );
}

function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
