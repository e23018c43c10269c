/** What is asked behind a result: together, once, and only what is still wanted. */
import { expect, test } from 'vitest';
import type { Beside, BesideAsked, SidebarCounts } from '../../../src-main/contract/searching/search.ts';
import { type BesideQuestions, openBeside } from '../../../src-renderer/api/result/beside.ts';

const signal = (): AbortSignal => new AbortController().signal;

/** Questions that are sent when `open` is called; each query is counted by its length. */
function questions(): {
  readonly beside: BesideQuestions;
  readonly asked: BesideAsked[];
  readonly open: () => Promise<void>;
} {
  const asked: BesideAsked[] = [];
  let open: () => void = () => {};
  const beside = openBeside(
    async (one): Promise<Beside> => {
      asked.push(one);
      return {
        counts: one.counts.map((q) => ({ total: q.length }) as SidebarCounts),
        suggestions: one.suggest ? [{ label: one.suggest.q, insert: one.suggest.q, kind: 'word', count: null }] : [],
        corrections: one.correct === null ? [] : [{ q: `${one.correct}!`, words: '', total: 1 }],
      };
    },
    () =>
      new Promise((resolve) => {
        open = resolve;
      }),
  );
  return {
    beside,
    asked,
    open: async () => {
      open();
      for (let i = 0; i < 10; i++) await Promise.resolve();
    },
  };
}

test('counts, suggestions and corrections of one moment are one request', async () => {
  const { beside, asked, open } = questions();
  const answers = Promise.all([
    beside.counts('', signal()),
    beside.counts('lantren', signal()),
    beside.suggestions('lantren', 7, signal()),
    beside.corrections('lantren', signal()),
  ]);
  await open();
  expect(await answers).toMatchObject([{ total: 0 }, { total: 7 }, [{ label: 'lantren' }], [{ q: 'lantren!' }]]);
  expect(asked).toEqual([{ counts: ['', 'lantren'], suggest: { q: 'lantren', cursor: 7 }, correct: 'lantren' }]);
});

test('a question that was cancelled before is not sent; suggestions for two places are asked one after the other', async () => {
  const { beside, asked, open } = questions();
  const leaving = new AbortController();
  const left = beside.counts('l', leaving.signal);
  left.catch(() => {});
  const older = beside.suggestions('l', 1, signal());
  const newer = beside.suggestions('la', 2, signal());
  leaving.abort();
  await open();
  expect(await newer).toMatchObject([{ label: 'la' }]);
  await open();
  expect(await older).toMatchObject([{ label: 'l' }]);
  expect(asked.map(({ counts, suggest }) => [counts, suggest?.q])).toEqual([
    [[], 'la'],
    [[], 'l'],
  ]);
});

test('corrections belong to the query of their request', async () => {
  const { beside, asked, open } = questions();
  const counted = Promise.all([beside.counts('one', signal()), beside.counts('other', signal())]);
  const corrections = beside.corrections('one', signal());
  await open();
  await counted;
  await open();
  expect(await corrections).toMatchObject([{ q: 'one!' }]);
  expect(asked.map(({ correct }) => correct)).toEqual(['other', 'one']);
});
