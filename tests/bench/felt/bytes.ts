/** What the page fetches until its first card is painted, each answer compressed by itself. */
import { gzipSync } from 'node:zlib';
import type { Browser, Page, Response } from 'playwright';
import type { Figure } from '../figure.ts';
import { type Both, compared } from './figures.ts';
import { inTurns, newPage, type Subject, start } from './sides.ts';

type Part = 'program' | 'fonts' | 'data';

/** Bytes. Fonts are compressed already and count as they are. */
type Bytes = Readonly<Record<Part, number>>;

export function measureBytes(browser: Browser, subject: Subject): Promise<Both<Bytes>> {
  return inTurns(1, async (side) => {
    const served = await start(side, subject);
    const page = await newPage(browser);
    const answers: { readonly response: Response; readonly at: number }[] = [];
    page.on('requestfinished', async (request) => {
      const at = Date.now();
      const response = await request.response();
      if (response) answers.push({ response, at });
    });
    try {
      await page.goto(served.url);
      const { shown } = (await page.evaluate('felt.start()')) as { shown: number };
      await page.waitForTimeout(1500);
      const bytes: Record<Part, number> = { program: 0, fonts: 0, data: 0 };
      for (const { response, at } of answers) {
        const part = partOf(response);
        // Fonts arrive while the first cards are on screen in another font.
        if (part === null || (at > shown && part !== 'fonts')) continue;
        const body = await bodyOf(response, page);
        bytes[part] += part === 'fonts' ? body.length : gzipSync(body).length;
      }
      return bytes;
    } finally {
      await page.context().close();
      await served.stop();
    }
  });
}

/** The browser forgets large answers; they are asked for again. */
async function bodyOf(response: Response, page: Page): Promise<Buffer> {
  const known = await response.body().catch(() => null);
  return known ?? (await page.context().request.get(response.url())).body();
}

function partOf(response: Response): Part | null {
  const type = response.request().resourceType();
  if (type === 'document' || type === 'script' || type === 'stylesheet') return 'program';
  if (type === 'font') return 'fonts';
  return type === 'fetch' || type === 'xhr' ? 'data' : null;
}

export function bytesFigures(both: Both<Bytes>): readonly Figure[] {
  return [
    compared('page, script and styles until the first card, gzipped', 'KB', both, ({ program }) => program / 1000),
    compared('– fonts of the first load', 'KB', both, ({ fonts }) => fonts / 1000),
    compared('– data until then, gzipped', 'KB', both, ({ data }) => data / 1000),
  ];
}
