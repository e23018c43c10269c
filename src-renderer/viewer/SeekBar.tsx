/** The seek bar: the filmstrip along the time, with the current position. */
import { type KeyboardEvent, type PointerEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { mediaUrl } from '../api/client.ts';
import { useSize } from '../gallery/layout/use-size.ts';
import { clock } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import type { Player } from './player.ts';
import styles from './SeekBar.module.css';

export interface SeekBarProps {
  readonly player: Player;
  readonly duration: number;
  /** The item with the filmstrip; null for a plain bar. */
  readonly rowid: number | null;
  /** width / height of a frame. */
  readonly aspect: number;
}

const FRAMES = 10;
const HEIGHT = 44;

export function SeekBar({ player, duration, rowid, aspect }: SeekBarProps): ReactElement {
  const t = useText();
  const bar = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const time = useRef<HTMLSpanElement>(null);
  const isDragged = useRef(false);
  const [pointed, setPointed] = useState<number | null>(null);
  const { width } = useSize(bar);

  useEffect(
    () =>
      player.onTime((seconds) => {
        const fraction = duration > 0 ? Math.min(1, seconds / duration) : 0;
        if (head.current) head.current.style.transform = `translateX(${fraction * width}px)`;
        if (time.current) time.current.textContent = clock(Math.floor(seconds));
        bar.current?.setAttribute('aria-valuenow', String(Math.round(seconds * 10) / 10));
        bar.current?.setAttribute(
          'aria-valuetext',
          t('viewer.time', { time: clock(Math.floor(seconds)), total: clock(duration) }),
        );
      }),
    [player, duration, width, t],
  );

  const fractionOf = (event: PointerEvent): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = {
      ArrowRight: 1,
      ArrowUp: 1,
      ArrowLeft: -1,
      ArrowDown: -1,
      PageUp: duration / 10,
      PageDown: -duration / 10,
    }[event.key];
    if (by === undefined && event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    event.stopPropagation();
    if (by === undefined) player.seek(event.key === 'Home' ? 0 : duration);
    else player.skip(by);
  };
  const stop = (): void => {
    isDragged.current = false;
  };

  return (
    <div className={styles.line}>
      <span ref={time} className={styles.time}>
        0:00
      </span>
      <div
        ref={bar}
        role="slider"
        tabIndex={0}
        aria-label={t('viewer.seek')}
        aria-valuemin={0}
        aria-valuemax={Math.round(duration * 10) / 10}
        aria-valuenow={0}
        className={styles.bar}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          isDragged.current = true;
          player.seek(fractionOf(event) * duration);
        }}
        onPointerMove={(event) => {
          const fraction = fractionOf(event);
          setPointed(fraction);
          if (isDragged.current) player.seek(fraction * duration);
        }}
        onPointerUp={stop}
        onPointerCancel={stop}
        onPointerLeave={() => setPointed(null)}
      >
        <div className={`${styles.frames} ${rowid === null ? styles.plain : ''}`} aria-hidden="true">
          {rowid !== null && width > 0 && <Frames rowid={rowid} width={width / FRAMES} aspect={aspect} />}
        </div>
        <div ref={head} className={styles.head} />
        {pointed !== null && duration > 0 && (
          <div className={styles.bubble} style={{ left: `${pointed * 100}%` }}>
            {clock(Math.floor(pointed * duration))}
          </div>
        )}
      </div>
      <span className={styles.time}>{clock(duration)}</span>
    </div>
  );
}

/** Ten slots, each with its frame of the filmstrip. */
function Frames({
  rowid,
  width,
  aspect,
}: {
  readonly rowid: number;
  readonly width: number;
  readonly aspect: number;
}): ReactElement {
  const frameWidth = Math.max(width, HEIGHT * aspect);
  const frameHeight = frameWidth / aspect;
  return (
    <>
      {Array.from({ length: FRAMES }, (_, frame) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a frame is its number.
          key={frame}
          className={styles.frame}
          style={{
            backgroundImage: `url("${mediaUrl.filmstrip(rowid)}")`,
            backgroundSize: `${frameWidth * FRAMES}px ${frameHeight}px`,
            backgroundPosition: `${-frame * frameWidth - (frameWidth - width) / 2}px ${(HEIGHT - frameHeight) / 2}px`,
          }}
        />
      ))}
    </>
  );
}
