/**
 * `npm run bench [-- --items N] [-- --keep FOLDER] [-- --only
 * import,media,large,posters,verifying,export,site,search,million,insights,organise,gallery,doors,packages,felt-tenth,felt,felt-million]`:
 * measures what people wait for. Prints a table and writes `tests/bench/results/latest.json`; parts at full scale with all
 * their rows also go into `docs/performance.md`. The felt parts also take `--rows start,keys,memory,frames,viewer,bytes,window` and
 * `--tries N`: `npm run bench -- --only felt --items 10000 --keep FOLDER --rows keys --tries 3`.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bringUpToDate } from '../../build/page.ts';
import { benchDoors } from './doors.ts';
import { benchExport } from './exporting.ts';
import { benchFelt, isRow, ROWS, ROWS_OF_SIZE, type Row } from './felt/felt.ts';
import type { Section } from './figure.ts';
import { benchGallery } from './gallery.ts';
import { benchImport, benchMediaImport } from './importing.ts';
import { insightSection } from './insights.ts';
import { benchLarge } from './large.ts';
import { organisingSection } from './organising.ts';
import { benchPackages } from './packages.ts';
import { benchPosters } from './posters.ts';
import { asDocument, asTable, machine } from './report.ts';
import { searchSection } from './searching.ts';
import { benchSite } from './site.ts';
import { benchVerifying } from './verifying.ts';

const FULL = 100_000;
const DOCUMENT = 'docs/performance.md';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    items: { type: 'string', default: String(FULL) },
    only: { type: 'string', default: '' },
    // The synthetic libraries of the search sections are made there once and found again.
    keep: { type: 'string' },
    rows: { type: 'string', default: '' },
    tries: { type: 'string', default: '7' },
  },
});
const items = Number(values.items);
const keep = values.keep ?? null;
const rows = values.rows.split(',').filter(Boolean);
const unknown = rows.find((row) => !isRow(row));
if (unknown !== undefined) throw new Error(`There is no row “${unknown}”. Rows are: ${ROWS.join(', ')}.`);
const tries = Number(values.tries);
const wanted = [...values.only.split(','), ...positionals].filter(Boolean);
const folder = await mkdtemp(join(tmpdir(), 'afterimage-bench-'));

/** They show the library that the import made. */
const SHOWS_THE_IMPORT = new Set(['gallery', 'doors']);

const PARTS: Readonly<Record<string, () => Promise<Section>>> = {
  import: () => benchImport(folder, items),
  gallery: () => benchGallery(folder, items),
  doors: () => benchDoors(folder, items),
  packages: benchPackages,
  media: () => benchMediaImport(folder, items),
  large: () => benchLarge(folder, items),
  posters: () => benchPosters(folder),
  verifying: () => benchVerifying(folder),
  export: () => benchExport(folder),
  site: () => benchSite(folder),
  search: () => searchSection(items, keep),
  million: () => searchSection(items * 10, keep),
  organise: () => organisingSection(items),
  insights: async () => insightSection(items),
  'felt-tenth': () => felt(items / 10, ROWS_OF_SIZE),
  felt: () => felt(items, ROWS),
  'felt-million': () => felt(items * 10, ROWS_OF_SIZE),
};

function felt(count: number, usual: readonly Row[]): Promise<Section> {
  const asked = rows.filter(isRow);
  return benchFelt({ items: count, keep, rows: asked.length > 0 ? asked : usual, tries });
}

try {
  if (!(await bringUpToDate())) throw new Error('The page could not be built.');
  const sections: Section[] = [];
  for (const [name, measure] of Object.entries(PARTS)) {
    if (
      wanted.length > 0 &&
      !wanted.includes(name) &&
      !(name === 'import' && wanted.some((one) => SHOWS_THE_IMPORT.has(one)))
    )
      continue;
    const section = await measure();
    console.log(asTable(section));
    sections.push(section);
  }
  await mkdir('tests/bench/results', { recursive: true });
  await writeFile('tests/bench/results/latest.json', `${JSON.stringify({ machine: machine(), sections }, null, 2)}\n`);
  const isWhole = wanted.length === 0;
  if (items === FULL && rows.length === 0)
    await writeFile(DOCUMENT, asDocument(sections, isWhole ? '' : await readFile(DOCUMENT, 'utf8')));
} finally {
  await rm(folder, { recursive: true, force: true });
}
