/** Measures the gallery in Chromium: how soon it stands there, and how evenly it scrolls. */
import { join } from 'node:path';
import type { Page } from 'playwright';
import { launchChromium } from '../e2e/chromium.ts';
import { serve } from '../e2e/served.ts';
import { quantile, type Section } from './figure.ts';

const SCROLLED_FRAMES = 300;

/** @param folder where `benchImport` left its library */
export async function benchGallery(folder: string, count: number): Promise<Section> {
  const served = await serve(join(folder, 'library-records'));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(served.url);
    await page.getByRole('gridcell').first().waitFor();
    const paints: number[] = [];
    for (let i = 0; i < 7; i++) paints.push(await firstPaint(page));
    const idle = await frames(page, 0);
    const slow = await frames(page, 120);
    const fast = await frames(page, 2400);
    return {
      title: `The gallery with ${count.toLocaleString('en')} items`,
      how: 'Headless Chromium at 1280 × 800 through the browser door, with the library already open; seven loads. A frame is the time between two animation frames while the wheel scrolls 120 px (scrolling) or three screens, 2,400 px (fast scrolling), in each frame. The plain way is the same page at rest.',
      figures: [
        {
          what: 'from opening the address to the first cells, median',
          value: quantile(paints, 0.5),
          unit: 'ms',
          baseline: null,
        },
        {
          what: 'a frame while scrolling, median',
          value: quantile(slow, 0.5),
          unit: 'ms',
          baseline: { what: 'at rest', value: quantile(idle, 0.5) },
        },
        {
          what: 'a frame while scrolling, p95',
          value: quantile(slow, 0.95),
          unit: 'ms',
          baseline: { what: 'at rest', value: quantile(idle, 0.95) },
        },
        {
          what: 'a frame while scrolling fast, p95',
          value: quantile(fast, 0.95),
          unit: 'ms',
          baseline: { what: 'at rest', value: quantile(idle, 0.95) },
        },
        {
          what: 'the longest frame',
          value: Math.max(...slow, ...fast),
          unit: 'ms',
          baseline: { what: 'at rest', value: Math.max(...idle) },
        },
      ],
    };
  } finally {
    await browser.close();
    await served.stop();
  }
}

async function firstPaint(page: Page): Promise<number> {
  await page.reload({ waitUntil: 'commit' });
  await page.getByRole('gridcell').first().waitFor();
  return page.evaluate(() => performance.now());
}

/** Times between frames in ms while every frame scrolls on by `step` px. */
function frames(page: Page, step: number): Promise<number[]> {
  return page.getByRole('grid').evaluate(
    async (grid, [distance, count]) => {
      let box = grid;
      while (box.parentElement && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement;
      const view = grid.ownerDocument.defaultView;
      const nextFrame = () => new Promise<number>((settle) => view?.requestAnimationFrame(settle));
      const times: number[] = [];
      let last = await nextFrame();
      for (let i = 0; i < count; i++) {
        box.scrollTop += distance;
        const now = await nextFrame();
        times.push(now - last);
        last = now;
      }
      return times;
    },
    [step, SCROLLED_FRAMES] as const,
  );
}
