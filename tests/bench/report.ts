/** The figures as a table for the terminal and as docs/performance.md. */
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { type Figure, rounded, type Section } from './figure.ts';

/** What the figures were measured on, in one line. */
export function machine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 1e9);
  return `${cpus().length} cores (${first?.model.trim() || arch()}), ${memory} GB, ${platform()} ${release()}, Node.js ${process.versions.node}`;
}

export function asTable({ title, figures }: Section): string {
  const rows = figures.map((figure) => [figure.what, `${rounded(figure.value)} ${figure.unit}`, plain(figure)]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    ([what = '', value = '', beside]) =>
      `  ${what.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}   ${beside}`,
  );
  return [`\n${title}`, ...lines].join('\n');
}

/** The sections as a document. Those of `before`, an older document, that were not measured again stay. */
export function asDocument(sections: readonly Section[], before = ''): string {
  const [, ...older] = before.split(/^(?=## )/m);
  const parts = new Map(older.map((part) => [titleOf(part), part.trim()]));
  for (const section of sections) parts.set(section.title, asPart(section));
  return `${HEAD}\n\nMeasured on: ${machine()}.\n\n${[...parts.values()].join('\n\n')}\n`;
}

const titleOf = (part: string): string => part.slice(3, part.indexOf('\n')).trim();

function asPart({ title, how, figures }: Section): string {
  const rows = figures.map(
    (figure) => `| ${figure.what} | ${rounded(figure.value)} ${figure.unit} | ${plain(figure)} |`,
  );
  return [`## ${title}`, '', how, '', '| | Afterimage | the plain way |', '| --- | ---: | ---: |', ...rows].join('\n');
}

const HEAD = `# Performance

\`npm run bench\` writes this file; a part that is measured alone replaces itself. The plain way is a minimal program for the same task, measured in the same run on the same
machine. A figure without a plain way has an empty cell. Tested scale: 100,000 generations.`;

function plain({ baseline, unit }: Figure): string {
  return [baseline ?? []]
    .flat()
    .map(({ value, what }) => `${rounded(value)} ${unit} (${what})`)
    .join(', ');
}
