/** The query language: what is understood, how mistakes are told, and that no text is an error. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Filter, Node } from '../../../src-main/catalog/query-language/ast.ts';
import { parseQuery } from '../../../src-main/catalog/query-language/language.ts';
import { anyQuery } from './queries.ts';

/** A parsed query in short: `paper*` a prefix, `"slow motion"` a phrase, `!` not, `{…}` a filter. */
function short(node: Node): string {
  switch (node.type) {
    case 'all':
      return 'ALL';
    case 'not':
      return `!${short(node.of)}`;
    case 'text':
      return `${node.column ? `${node.column}:` : ''}${node.tokens.length > 1 ? `"${node.tokens.join(' ')}"` : node.tokens[0]}${node.prefix ? '*' : ''}`;
    case 'filter':
      return filter(node.filter);
    case 'or':
      if (node.of.slice(1).every((one) => one.type === 'text' && one.isOther)) return short(node.of[0] as Node);
      return `(${node.of.map(short).join(' | ')})`;
    default:
      return `(${node.of.map(short).join(node.type === 'and' ? ' ' : ' | ')})`;
  }
}

function filter(node: Filter): string {
  switch (node.type) {
    case 'number': {
      const { min, max, minOpen, maxOpen } = node.range;
      return `{${node.of} ${minOpen ? '(' : '['}${min}, ${max}${maxOpen ? ')' : ']'}}`;
    }
    case 'name':
    case 'source': {
      const { match } = node;
      const value =
        match.type === 'any' || match.type === 'none'
          ? match.type
          : `${match.name}${match.type === 'beginning' ? '*' : ''}`;
      return `{${node.type === 'name' ? node.of : 'source'} ${value}}`;
    }
    case 'folder-words':
      return `{folder-words ${node.tokens.join(' ')}${node.prefix ? '*' : ''}}`;
    case 'folder': {
      const { match } = node;
      if (match.type === 'names') return `{folder ${match.names}${match.isBeginning ? '*' : ''}}`;
      return `{folder ${match.type === 'path' ? match.path : match.type === 'key' ? `#${match.key}` : match.type}}`;
    }
    case 'id':
      return `{id ${node.value}${node.prefix ? '*' : ''}}`;
    case 'kin':
      return `{${node.kin} ${node.value}}`;
    case 'kind':
      return `{kind ${node.kind}}`;
    case 'state':
      return `{state ${node.state}}`;
    case 'format':
      return `{format ${node.format}}`;
    case 'fact':
      return `{${node.fact}}`;
  }
}

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);

describe('words', () => {
  test.each([
    ['', 'ALL'],
    ['   ', 'ALL'],
    ['paper', 'paper*'],
    ['paper ', 'paper'],
    ['paper dr', '(paper dr*)'],
    ['dr* paper ', '(dr* paper)'],
    ['-dr* ', '!dr*'],
    ['"paper dragon"', '"paper dragon"'],
    ['“paper dragon” ', '"paper dragon"'],
    ['"paper dr', '"paper dr"*'],
    ['slow-motion ', '"slow motion"'],
    ['東京', '"東 京"'],
    ['-dragon', '!dragon'],
    ['paper -dragon ', '(paper !dragon)'],
    ['NOT paper', '!paper'],
    ['-(a b )', '!(a b)'],
    ['a OR b ', '(a | b)'],
    ['a | b ', '(a | b)'],
    ['a b OR c d ', '((a b) | (c d))'],
    ['a (b OR c) ', '(a (b | c))'],
    ['a AND b ', '(a b)'],
    ['or and not ', '(or and not)'],
    ['a OR ', 'a'],
    ['OR a ', 'a'],
    ['a NOT', 'a'],
    ['(a', 'a*'],
    ['close-up(wide) ', '"close up wide"'],
    ['16:9 ', '"16 9"'],
    ['--ar ', 'ar'],
    ['title:lantern ', 'title:lantern'],
    ['note:"to keep"', 'note:"to keep"'],
    ['@ada ', '(ada | {mention ada})'],
    ['@ada.ink', '("ada ink"* | {mention ada.ink*})'],
  ])('%j means %s', (query, meaning) => expect(short(parseQuery(query).node)).toBe(meaning));

  test.each([
    'gen_01k94kq2hbetfb59tdwh9edd1r',
    's_68e3f00000000000000000000000abcd',
    '690b04000ed9819181e74ef5e8e25d94',
    `sha256:${'ab'.repeat(32)}`,
  ])('the identifier %s finds by id and as words', (id) =>
    expect(short(parseQuery(`${id} `).node)).toContain(`| {id ${id}}`),
  );
});

describe('fields', () => {
  test.each([
    ['type:video', '{kind video}'],
    ['type:videos', '{kind video}'],
    ['kind:image', '{kind image}'],
    ['type:video,image', '({kind video} | {kind image})'],
    ['类型：video', '{kind video}'],
    ['tag:Project/Lighthouse', '{tag project/lighthouse}'],
    ['tag:"paper dragon"', '{tag paper dragon}'],
    ['-tag:"paper dragon"', '!{tag paper dragon}'],
    ['tag:none', '{tag none}'],
    ['tag:"none"', '{tag none}'],
    ['tag:*', '{tag any}'],
    ['tag:pro*', '{tag pro*}'],
    ['mention:@Ada.Inkfox', '{mention ada.inkfox}'],
    ['model:"sora 2","sora 1"', '({model sora 2} | {model sora 1})'],
    ['source:part-1.zip', '{source part-1.zip}'],
    ['state:prompt-only', '{state prompt-only}'],
    ['is:favourite', '{favorite}'],
    ['is:untagged', '{tag none}'],
    ['is:missing', '{missing}'],
    ['has:sound', '{audio}'],
    ['has:c2pa', '{c2pa}'],
    ['format:sora-export', '{format sora-export}'],
    ['id:GEN_01K*', '{id gen_01k*}'],
    ['rating:4', '{rating [4, 4]}'],
    ['rating:>=4', '{rating [4, Infinity]}'],
    ['rating>=4', '{rating [4, Infinity]}'],
    ['rating>4', '{rating (4, Infinity]}'],
    ['rating:4+', '{rating [4, Infinity]}'],
    ['rating:2..4', '{rating [2, 4]}'],
    ['rating:4..2', '{rating [2, 4]}'],
    ['duration:10', '{duration [9.5, 10.5)}'],
    ['duration:5..10', '{duration [5, 10]}'],
    ['duration:5s-10s', '{duration [5, 10]}'],
    ['duration:1m30s', '{duration [89.5, 90.5)}'],
    ['duration:1:30..', '{duration [90, Infinity]}'],
    ['width:..704', '{width [-Infinity, 704]}'],
    ['ratio:portrait', '{ratio (0, 0.98)}'],
    ['seed:42', '{seed [42, 42]}'],
    ['date:2025-11', `{created [${day('2025-11-01')}, ${day('2025-12-01')})}`],
    ['date:2025', `{created [${day('2025-01-01')}, ${day('2026-01-01')})}`],
    ['date:2025-11-03', `{created [${day('2025-11-03')}, ${day('2025-11-04')})}`],
    ['date:2025年11月3日', `{created [${day('2025-11-03')}, ${day('2025-11-04')})}`],
    ['date:2025-10..2025-12', `{created [${day('2025-10-01')}, ${day('2026-01-01')})}`],
    ['before:2025-11', `{created [-Infinity, ${day('2025-11-01')})}`],
    ['after:2025-11', `{created [${day('2025-12-01')}, Infinity]}`],
    ['date:>=2025-11', `{created [${day('2025-11-01')}, Infinity]}`],
    ['date:none', '{created [NaN, NaN]}'],
  ])('%j means %s', (query, meaning) => {
    const parsed = parseQuery(query);
    expect(short(parsed.node)).toBe(meaning);
    expect(parsed.messages).toEqual([]);
  });

  test('ratios have a tolerance of three percent: 704 × 1280 is 9:16', () => {
    const { node } = parseQuery('ratio:9:16');
    expect(node).toMatchObject({ filter: { of: 'ratio', range: { min: 0.5625 * 0.97, max: 0.5625 * 1.03 } } });
  });

  test('valid filters are chips, and each chip can be cut out of the query at its place', () => {
    const query = 'dragon -tag:"paper art" type:video,image rating>=4';
    const cut = parseQuery(query).chips.map((chip) => [
      query.slice(chip.start, chip.end),
      chip.field,
      chip.value,
      chip.negated,
    ]);
    expect(cut).toEqual([
      ['-tag:"paper art"', 'tag', 'paper art', true],
      ['type:video,image', 'type', 'video,image', false],
      ['rating>=4', 'rating', '>=4', false],
    ]);
  });
});

describe('mistakes', () => {
  const told = (query: string): unknown[] =>
    parseQuery(query).messages.map(({ code, start, end, suggestion }) => [code, query.slice(start, end), suggestion]);

  test.each([
    ['tagg:x', [['unknown-field', 'tagg:', 'tag']]],
    ['zzzzqq:x', [['unknown-field', 'zzzzqq:', null]]],
    ['type:vidoe', [['bad-value', 'vidoe', 'type:video']]],
    ['rating:lots', [['bad-value', 'lots', 'rating:>=4']]],
    ['date:2025-13', [['bad-value', '2025-13', 'date:2025-11']]],
    ['date:2025-02-30', [['bad-value', '2025-02-30', 'date:2025-11']]],
    ['tag:', [['bad-value', 'tag:', 'tag:keepers']]],
    ['"open', [['unbalanced', '"', null]]],
    ['(a', [['unbalanced', '(', null]]],
    ['a) b', [['unbalanced', ')', null]]],
    ['!!!', [['no-text', '!!!', null]]],
    ['dragon - cat', []],
    ['https://example.com', []],
    ['Shot 1: a dog', []],
    ['场景：森林', []],
    ['is:toString', [['bad-value', 'toString', 'is:favorite']]],
    ['__proto__:x', []],
  ])('%j: %j', (query, expected) => expect(told(query)).toEqual(expected));

  test('an invalid part is left out, the rest works', () => {
    expect(short(parseQuery('dragon rating:lots type:video,vidoe ').node)).toBe('(dragon {kind video})');
    expect(short(parseQuery('tagg:x ').node)).toBe('"tagg x"');
  });
  test('queries that are too long are cut, with a message', () => {
    const many = parseQuery('a '.repeat(2000));
    expect(many.messages.map((message) => message.code)).toEqual(['too-long']);
    expect(parseQuery('('.repeat(5000)).messages.length).toBeLessThanOrEqual(50);
    expect(parseQuery('x'.repeat(2_000_000)).messages).toHaveLength(1);
  });

  test('a pasted text is searched by its first 300 words or characters, and says so', () => {
    const pasted = '纸龙飞过云海'.repeat(1_500);
    const { node, messages } = parseQuery(pasted);
    expect(messages).toMatchObject([{ code: 'too-long', start: 300, end: 9_000 }]);
    expect(node).toMatchObject({ type: 'text', tokens: { length: 300 }, prefix: false });
    expect(parseQuery(pasted.slice(0, 300)).messages).toEqual([]);
  });
});

test('every text is a valid query, and the places of chips and messages are inside it', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      const { chips, messages, node } = parseQuery(query);
      expect(short(node)).toBeTruthy();
      for (const { start, end } of [...chips, ...messages]) {
        expect(0 <= start && start <= end && end <= query.length).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});
