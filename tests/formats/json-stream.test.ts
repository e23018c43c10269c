/** Tests the streaming of array elements: undamaged or damaged JSON in chunks of any size. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { elements, type JsonEvent } from '../../src-main/formats/json/json-stream.ts';
import { InputError } from '../../src-main/formats/source.ts';

// Slow only when many processes run at the same time.
vi.setConfig({ testTimeout: 60_000 });

interface Outcome {
  readonly values: unknown[];
  readonly codes: string[];
  readonly complete: boolean;
  readonly events: JsonEvent[];
}

async function read(
  content: string | Uint8Array,
  { paths = ['[]'], size = 7, max }: { paths?: string[]; size?: number; max?: number } = {},
): Promise<Outcome> {
  const bytes = Buffer.from(content as string);
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const events: JsonEvent[] = [];
  for await (const event of elements(pieces(), {
    paths,
    about: '/a.json',
    ...(max === undefined ? {} : { maxElementBytes: max }),
  }))
    events.push(event);
  const last = events.at(-1);
  return {
    values: events.flatMap((event) => (event.type === 'element' ? [event.value] : [])),
    codes: events.flatMap((event) => (event.type === 'problem' ? [event.problem.code] : [])),
    complete: last?.type === 'end' && last.complete,
    events,
  };
}

describe('valid documents', () => {
  test('any array in any chunks gives its elements', async () => {
    const arrays = fc.array(fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        arrays,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(undefined, 1, '\t'),
        async (array, size, indent) => {
          const outcome = await read(JSON.stringify(array, null, indent), { size });
          expect(outcome).toMatchObject({ values: JSON.parse(JSON.stringify(array)), codes: [], complete: true });
        },
      ),
    );
  });

  test('any cut leaves exactly the elements that are complete before it', async () => {
    const arrays = fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(arrays, fc.nat(), fc.integer({ min: 1, max: 30 }), async (array, at, size) => {
        const text = Buffer.from(JSON.stringify(array));
        const cut = at % text.length;
        const outcome = await read(text.subarray(0, cut), { size });
        expect(outcome.values).toEqual(completeBefore(array, cut));
        expect(outcome.complete).toBe(false);
        expect(outcome.codes).toEqual([cut === 0 ? 'json-empty' : 'json-truncated']);
      }),
    );
  });

  test('the requested arrays of an object are read, and its small fields', async () => {
    const document = {
      total: 2,
      note: 'x',
      items: [{ a: 1 }, 2],
      nested: { items: [9] },
      tasks: [[3]],
      huge: 'y'.repeat(100_000),
      last: null,
    };
    const { events, values, complete } = await read(JSON.stringify(document), {
      paths: ['items[]', 'tasks[]'],
      size: 999,
    });
    expect(values).toEqual([{ a: 1 }, 2, [3]]);
    expect(events.filter((event) => event.type === 'element').map(({ path, index }) => [path, index])).toEqual([
      ['items[]', 0],
      ['items[]', 1],
      ['tasks[]', 0],
    ]);
    expect(events.flatMap((event) => (event.type === 'field' ? [[event.name, event.value]] : []))).toEqual([
      ['total', 2],
      ['note', 'x'],
      ['nested', { items: [9] }],
      ['last', null],
    ]);
    expect(complete).toBe(true);
  });

  test.each([
    ['UTF-8 with a byte-order mark', Buffer.from('\ufeff[{"é":"猫🐈"}]')],
    ['UTF-16 LE', Buffer.from('\ufeff[{"é":"猫🐈"}]', 'utf16le')],
    ['UTF-16 BE', Buffer.from('\ufeff[{"é":"猫🐈"}]', 'utf16le').swap16()],
    ['UTF-16 LE without a mark', Buffer.from('[{"é":"猫🐈"}]', 'utf16le')],
    ['UTF-16 BE without a mark', Buffer.from('[{"é":"猫🐈"}]', 'utf16le').swap16()],
  ])('%s', async (_, bytes) => {
    for (const size of [1, 3, 100])
      expect(await read(bytes, { size })).toMatchObject({ values: [{ é: '猫🐈' }], codes: [], complete: true });
  });

  test('keys named __proto__ stay plain data, and the last of two equal keys wins', async () => {
    const { values } = await read('[{"__proto__":{"polluted":1},"a":1,"a":2}]');
    expect(JSON.stringify(values)).toBe('[{"__proto__":{"polluted":1},"a":2}]');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('damaged documents', () => {
  const good = [
    { id: 'a', p: 'x' },
    { id: 'b', p: 'y' },
    { id: 'c', p: 'z' },
    { id: 'd', p: 'w' },
  ];
  const texts = good.map((value) => JSON.stringify(value)) as [string, string, string, string];

  test.each([
    ['a missing closing quote', '{"id":"b","p":"hello, world},'],
    ['a missing opening quote', '{"id":"b","p":hello world"},'],
    ['a missing brace at the end', '{"id":"b","p":"y",'],
    ['a missing brace and comma', '{"id":"b","p":"y" '],
    ['a bracket for a brace', '{"id":"b","p":["y"},'],
    ['an element that is not a value', '§§,'],
  ])('%s costs only that element', async (_, broken) => {
    for (const size of [1, 5, 64, 4096]) {
      const outcome = await read(`[${texts[0]},${broken}${texts[2]},${texts[3]}]`, { size });
      expect(outcome.values).toEqual([good[0], good[2], good[3]]);
      expect(outcome.codes).toEqual(['json-malformed']);
      expect(outcome.complete).toBe(false);
    }
  });

  test.each([
    ['a bare word', '{"id":"b","p":yes},', null],
    ['a number cut short', '{"id":"b","p":12e},', null],
    ["Python's quotation marks", `{'id': 'b', 'p': 'it\\'s "y"'},`, `it's "y"`],
    ['keys without quotation marks', '{id: "b", p : "y"},', 'y'],
  ])('%s: the rest of the element is read', async (_, broken, p) => {
    for (const size of [1, 5, 64, 4096]) {
      const outcome = await read(`[${texts[0]},${broken}${texts[2]},${texts[3]}]`, { size });
      expect(outcome.values).toEqual([good[0], { id: 'b', p }, good[2], good[3]]);
      expect(outcome.codes).toEqual(['json-malformed']);
    }
  });

  test('the first element can be the damaged one', async () => {
    const { values, codes } = await read(`[{"id":"a","p":"x},${texts[1]},${texts[2]}]`, { size: 4096 });
    expect(values).toEqual([good[1], good[2]]);
    expect(codes).toEqual(['json-malformed']);
  });

  test('a missing comma or an extra brace costs no element', async () => {
    for (const text of [`[${texts[0]} ${texts[1]}]`, `[${texts[0]}},${texts[1]}]`]) {
      expect(await read(text)).toMatchObject({ values: [good[0], good[1]], codes: ['json-malformed'], complete: true });
    }
  });

  test('near-JSON is read', async () => {
    const { values, codes, complete } = await read(
      '[{"a":NaN,"b":-Infinity,"c":None,"d":True,"e":[1,],},{"f":"two\nlines, NaN"}]',
    );
    expect(values).toEqual([{ a: null, b: null, c: null, d: true, e: [1] }, { f: 'two\nlines, NaN' }]);
    expect(codes).toEqual(['json-malformed', 'json-malformed']);
    expect(complete).toBe(true);
  });

  test('many problems of a code end in one sentence', async () => {
    const { codes, events } = await read(`[${'{"a":01},'.repeat(500)}{"a":1}]`, { size: 300 });
    expect(codes).toHaveLength(21);
    expect(events.some((event) => event.type === 'problem' && event.problem.message.startsWith('480 more'))).toBe(true);
  });

  test.each([
    ['nothing', '', 'json-empty'],
    ['white space', ' \n\t ', 'json-empty'],
    ['a web page', '<!doctype html><title>Sign in</title>', 'json-not-json'],
    ['a text', 'hello', 'json-not-json'],
    ['NUL bytes', '\0\0\0\0\0\0', 'json-not-json'],
    ['a cut in the middle of an escape', '[{"a":"\\', 'json-truncated'],
  ])('%s', async (_, text, code) => {
    expect(await read(text)).toMatchObject({ values: [], codes: [code], complete: false });
  });

  test('text after the end is left out', async () => {
    expect(await read('[1,2]{"more":[3]}')).toMatchObject({ values: [1, 2], codes: ['json-trailing'] });
    expect(await read('[1,2]\0\0\0\0')).toMatchObject({ values: [1, 2], codes: [], complete: true });
  });

  test('deep nesting and very large elements cost only that element', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(await read(`[1,${deep},2]`, { size: 5000 })).toMatchObject({ values: [1, 2], codes: ['json-too-deep'] });
    expect(await read(`[1,"${'x'.repeat(5000)}",2]`, { size: 100, max: 1000 })).toMatchObject({
      values: [1, 2],
      codes: ['json-too-large'],
    });
    expect(await read(`[1,"${'x\\"'.repeat(5000)}",2]`, { size: 100_000, max: 1000 })).toMatchObject({
      values: [1, 2],
      codes: ['json-too-large'],
    });
  });

  test('a stream that breaks keeps the earlier elements and reports the error', async () => {
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('[{"a":1},{"a":');
      throw new InputError({ path: '/zip', code: 'zip-damaged', message: 'Damaged.' });
    }
    const events: JsonEvent[] = [];
    for await (const event of elements(breaking(), { paths: ['[]'], about: '/a.json' })) events.push(event);
    expect(events).toEqual([
      { type: 'element', path: '[]', index: 0, value: { a: 1 } },
      { type: 'problem', problem: { path: '/a.json', code: 'zip-damaged', message: 'Damaged.' } },
      { type: 'end', root: 'array', complete: false },
    ]);
  });

  test('no bytes make it throw or hang', async () => {
    const soup = fc.array(
      fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '{"id":', ' ', '1', 'null', 'x', '\n', '\0', 'é'),
      {
        maxLength: 120,
      },
    );
    await fc.assert(
      fc.asyncProperty(
        soup,
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom('[]', 'id[]'),
        async (parts, size, path) => {
          const { events } = await read(parts.join(''), { size, paths: [path] });
          expect(events.at(-1)?.type).toBe('end');
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** The elements whose text is before the cut. For bare numbers and words, the mark after them must be before it too. */
function completeBefore(array: readonly unknown[], cut: number): unknown[] {
  let at = 1;
  const complete: unknown[] = [];
  for (const value of array) {
    const text = JSON.stringify(value);
    const needed = at + Buffer.byteLength(text) + (/["}\]]$/.test(text) ? 0 : 1);
    if (needed > cut) break;
    complete.push(JSON.parse(text));
    at += Buffer.byteLength(text) + 1;
  }
  return complete;
}

describe('arrays deeper down, and roots', () => {
  test('an array in an object of the root object is found among other fields', async () => {
    const document = {
      a: [0],
      log: { version: '1.2', pages: [{ id: 1 }], entries: [{ n: 1 }, { n: 2 }], c: { entries: [9] } },
      entries: [8],
      z: 1,
    };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (size) => {
        const { values, complete, codes, events } = await read(JSON.stringify(document), {
          paths: ['log.entries[]'],
          size,
        });
        expect({ values, complete, codes }).toEqual({ values: [{ n: 1 }, { n: 2 }], complete: true, codes: [] });
        expect(events).toContainEqual({ type: 'field', name: 'log.version', value: '1.2' });
        expect(events).toContainEqual({ type: 'field', name: 'z', value: 1 });
      }),
    );
  });

  test('a nested array that is cut keeps the elements before the cut', async () => {
    const { values, codes } = await read('{"log":{"entries":[{"n":1},{"n":2},{"n"', { paths: ['log.entries[]'] });
    expect({ values, codes }).toEqual({ values: [{ n: 1 }, { n: 2 }], codes: ['json-truncated'] });
  });

  test.each([
    ['one object', '{"a":[1],"b":{}}', [{ a: [1], b: {} }], [], true],
    ['JSON Lines', '{"a":1}\n{"a":2}\r\n\n{"a":3}\n', [{ a: 1 }, { a: 2 }, { a: 3 }], [], true],
    ['objects with commas between', '{"a":1},\n{"a":2}', [{ a: 1 }, { a: 2 }], [], true],
    ['a cut last line', '{"a":1}\n{"a":', [{ a: 1 }], ['json-truncated'], false],
    ['text after it', '{"a":1}\nend', [{ a: 1 }], ['json-trailing'], true],
    ['a list instead', '[{"a":1}]', [{ a: 1 }], [], true],
  ])('the root objects are the elements: %s', async (_, text, values, codes, complete) => {
    expect(await read(text, { paths: ['{}', '[]'] })).toMatchObject({ values, codes, complete });
  });
});

describe('a root object that is cut', () => {
  test.each([
    ['in a text', '{"a": 1, "b": ["x", {"c": 2}], "d": "half a te', { a: 1, b: ['x', { c: 2 }] }],
    ['in a list', '{"a": 1, "b": ["x", {"c": 2}, {"c": 3', { a: 1, b: ['x', { c: 2 }, {}] }],
    ['after an escape', '{"a": "\\"", "b": "\\', { a: '"' }],
  ])('a cut %s keeps the values before it', async (_, text, expected) => {
    const { values, codes, complete } = await read(text, { paths: ['{}'] });
    expect({ values, codes, complete }).toEqual({ values: [expected], codes: ['json-truncated'], complete: false });
  });
});

test('lists are found under any key at a depth, with their own paths', async () => {
  const text = JSON.stringify({ 'a.b': [1], c: { d: [2], 'e.f': { g: [3] } }, h: [4] });
  const paths = async (...wanted: string[]) => {
    const { events } = await read(text, { paths: wanted });
    return events.flatMap((event) => (event.type === 'element' ? [`${event.path} ${event.value}`] : []));
  };
  expect(await paths('*[]')).toEqual(['a.b[] 1', 'h[] 4']);
  expect(await paths('*[]', '*.*[]', '*.*.*[]')).toEqual(['a.b[] 1', 'c.d[] 2', 'c.e.f.g[] 3', 'h[] 4']);
});
