/** A progress line on standard error; prints nothing when standard error is no terminal. */
import { clean, count, duration, painter, shorten } from './terminal.ts';

export interface ProgressLine {
  /** @param total null while it is unknown */
  update(label: string, done: number, total: number | null, detail?: string): void;
  /** Clears the line. */
  end(): void;
}

const REDRAW_MS = 100;
const BAR = 24;

/** Starts a progress line. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  if (!stream.isTTY) return { update: () => {}, end: () => {} };
  const paint = painter(stream);
  let drawnAt = 0;
  let phase = { label: '', startedAt: 0, startedWith: 0 };
  return {
    update(label, done, total, detail = '') {
      const now = performance.now();
      if (label !== phase.label) phase = { label, startedAt: now, startedWith: done };
      else if (now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      const rate = (done - phase.startedWith) / Math.max(1, now - phase.startedAt);
      const left =
        total !== null && rate > 0 && now - phase.startedAt > 2_000 ? duration((total - done) / rate / 1000) : null;
      const parts = [label, figures(done, total), left && `${left} left`, clean(detail)].filter(Boolean).join('  ');
      const text = shorten(parts, Math.max(20, stream.columns - BAR - 4));
      stream.write(`\r\u001b[2K${total ? `${bar(done / total, paint)}  ` : ''}${text}`);
    },
    end() {
      if (drawnAt > 0) stream.write('\r\u001b[2K');
    },
  };
}

function figures(done: number, total: number | null): string {
  return total === null ? count(done) : `${count(done)} of ${count(total)}`;
}

function bar(share: number, paint: ReturnType<typeof painter>): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * BAR);
  return '━'.repeat(filled) + paint('dim', '━'.repeat(BAR - filled));
}
