/**
 * A picture that fits the window first. Wheel and + − zoom, dragging pans, a double click switches between full size
 * and fit.
 */
import { type PointerEvent, type ReactElement, useCallback, useEffect, useRef, useState } from 'react';
import { loads } from '../api/cancelled-requests.ts';
import { mediaUrl } from '../api/client.ts';
import { useText } from '../i18n/use-text.ts';
import { Problem } from './Problem.tsx';
import styles from './Stage.module.css';
import { FITTED, pan, type Zoom, zoomAt } from './zoom.ts';

export interface ImageStageProps {
  readonly fileId: number;
  readonly poster: string;
  readonly label: string;
}

const WHEEL = 0.0022;

export function ImageStage({ fileId, poster, label }: ImageStageProps): ReactElement {
  const t = useText();
  const frame = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const grabbed = useRef<{ x: number; y: number } | null>(null);
  const attach = useCallback((element: HTMLImageElement) => {
    image.current = element;
    return loads(element);
  }, []);
  const [zoom, setZoom] = useState<Zoom>(FITTED);
  const [state, setState] = useState<'loading' | 'there' | 'failed'>('loading');

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    // React's wheel listener is passive; zooming must prevent scrolling of the page.
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const at = fromCentre(element, event.clientX, event.clientY);
      setZoom((before) => zoomAt(before, Math.exp(-event.deltaY * WHEEL), at, sizeOf(image.current)));
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || !['+', '=', '-'].includes(event.key)) return;
      if (event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]')) return;
      event.preventDefault();
      setZoom((before) => zoomAt(before, event.key === '-' ? 1 / 1.4 : 1.4, { x: 0, y: 0 }, sizeOf(image.current)));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    document.addEventListener('keydown', onKeyDown);
    return () => {
      element.removeEventListener('wheel', onWheel);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);

  const onPointerDown = (event: PointerEvent): void => {
    if (zoom.scale === 1 || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    grabbed.current = { x: event.clientX, y: event.clientY };
  };
  const onPointerMove = (event: PointerEvent): void => {
    const from = grabbed.current;
    if (!from) return;
    grabbed.current = { x: event.clientX, y: event.clientY };
    setZoom((before) => pan(before, { x: event.clientX - from.x, y: event.clientY - from.y }, sizeOf(image.current)));
  };
  const letGo = (): void => {
    grabbed.current = null;
  };

  if (state === 'failed') return <Problem title={t('viewer.damaged.title')} text={t('viewer.failed.image')} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: zooming is offered to the keyboard as + and −.
    <div
      ref={frame}
      className={styles.zoomable}
      data-zoomed={zoom.scale > 1}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onDoubleClick={(event) => {
        const element = image.current;
        if (!element || !frame.current) return;
        const full = Math.max(2, element.naturalWidth / Math.max(1, element.offsetWidth));
        const at = fromCentre(frame.current, event.clientX, event.clientY);
        setZoom((before) => (before.scale > 1 ? FITTED : zoomAt(before, full, at, sizeOf(element))));
      }}
    >
      {state === 'loading' && <img ref={loads} className={styles.media} src={poster} alt="" draggable={false} />}
      <img
        ref={attach}
        className={`${styles.media} ${state === 'loading' ? styles.coming : ''}`}
        src={mediaUrl.file(fileId)}
        alt={label}
        draggable={false}
        style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
        onLoad={() => setState('there')}
        onError={() => setState('failed')}
      />
    </div>
  );
}

function fromCentre(
  element: HTMLElement,
  clientX: number,
  clientY: number,
): { readonly x: number; readonly y: number } {
  const box = element.getBoundingClientRect();
  return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
}

function sizeOf(image: HTMLImageElement | null): { readonly width: number; readonly height: number } {
  return { width: image?.offsetWidth ?? 0, height: image?.offsetHeight ?? 0 };
}
