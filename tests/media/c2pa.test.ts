/** Tests Content Credentials: each container, each version, and damaged or hostile stores. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ContentCredentials, mainSourceType, sourceTypeTerm } from '../../src-main/contract/items/credentials.ts';
import type { Bytes } from '../../src-main/media/headers/bytes.ts';
import { readCredentials } from '../../src-main/media/headers/c2pa/credentials.ts';
import { readFacts } from '../../src-main/media/headers/read-facts.ts';
import {
  box,
  cbor,
  firstVersionStore,
  Indefinite,
  intoJpeg,
  intoMp4,
  intoPng,
  intoWebp,
  jpegSegments,
  manifest,
  signature,
  soraStore,
  store,
  superbox,
  type Value,
} from '../fixtures/c2pa.ts';
import { jpeg, mp4, png, webp } from '../fixtures/media.ts';

const TRAINED = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

/** Number of mutations per case. */
const CASES = Number(process.env.AFTERIMAGE_FUZZ ?? 600);

function inMemory(content: Uint8Array): Bytes {
  const read = async (start: number, end: number): Promise<Uint8Array> => content.subarray(start, end);
  return { size: content.length, reach: content.length, input: null, read, close: async () => {} };
}

/** The credentials that are read from the file. */
async function credentialsIn(file: Uint8Array): Promise<ContentCredentials | null> {
  const facts = await readFacts(inMemory(file));
  expect(facts?.damage).toBeNull();
  return facts?.c2pa ?? null;
}

const read = (jumbf: Buffer): ContentCredentials => readCredentials({ bytes: jumbf, problem: null });

const SORA = {
  validated: false,
  problem: null,
  manifestCount: 1,
  manifests: [
    {
      label: 'urn:c2pa:4a1f0e6c-0000-4000-8000-000000000001',
      claimVersion: 2,
      generator: 'Sora',
      title: '00000000000040008000000000000003_media.mp4',
      format: null,
      actions: [{ action: 'c2pa.created', softwareAgent: 'Sora', digitalSourceType: TRAINED, when: null }],
      ingredientCount: 0,
      ingredientTitles: [],
      signature: { issuer: 'Example Studio, Inc.', algorithm: 'ES256', time: '2025-11-03T10:20:31Z' },
    },
  ],
};

describe('each container', () => {
  test('an MP4 stores them in a uuid box', async () => {
    expect(await credentialsIn(intoMp4(await mp4('a'), soraStore()))).toEqual(SORA);
  });

  test('a PNG stores them in a chunk', async () => {
    expect(await credentialsIn(intoPng(png('a'), soraStore()))).toEqual(SORA);
  });

  test('a WebP stores them in a chunk, also with an odd length', async () => {
    const odd = store(
      ...[1, 2].map((n) => manifest({ label: `m${'x'.repeat(n)}`, claim: { claim_generator_info: { name: 'Sora' } } })),
    );
    expect(await credentialsIn(intoWebp(await webp('a'), soraStore()))).toEqual(SORA);
    expect(odd.length % 2).toBe(1);
    expect(await credentialsIn(intoWebp(await webp('a'), odd))).toMatchObject({ problem: null, manifestCount: 2 });
  });

  test.each([65_000, 500, 100])('a JPEG stores them in segments of %i bytes', async (part) => {
    expect(await credentialsIn(intoJpeg(await jpeg('a'), jpegSegments(soraStore(), part)))).toEqual(SORA);
  });

  test('the segments of a JPEG can be in any order and mixed with those of another box', async () => {
    const other = jpegSegments(superbox('json', 'other', box('json', Buffer.from('{}'.repeat(300)))), 100, 7);
    const mixed = [...jpegSegments(soraStore(), 100, 3).toReversed()];
    other.forEach((segment, at) => void mixed.splice(at * 2, 0, segment));
    expect(await credentialsIn(intoJpeg(await jpeg('a'), mixed))).toEqual(SORA);
  });

  test('a JPEG with JUMBF of another type has none', async () => {
    const other = jpegSegments(superbox('json', 'other', box('json', Buffer.from('{}'))));
    expect(await credentialsIn(intoJpeg(await jpeg('a'), other))).toBeNull();
  });

  test('an update wins over the original; hashes of fragments are not a store', async () => {
    const original = intoMp4(await mp4('a'), firstVersionStore(), 'original');
    expect((await credentialsIn(intoMp4(original, soraStore(), 'merkle')))?.manifests[0]?.claimVersion).toBe(1);
    const updated = intoMp4(intoMp4(await mp4('a'), soraStore(), 'update'), firstVersionStore(), 'original');
    expect(await credentialsIn(updated)).toEqual(SORA);
  });

  test('files without credentials give null', async () => {
    for (const file of [await mp4('a'), png('a'), await webp('a'), await jpeg('a')])
      expect(await credentialsIn(file)).toBeNull();
  });
});

describe('each version', () => {
  test('version 1 of claim and actions: generator and programs as texts, dates, ingredients', () => {
    expect(read(firstVersionStore())).toEqual({
      validated: false,
      problem: null,
      manifestCount: 1,
      manifests: [
        {
          label: 'example:urn:uuid:00000000-0000-4000-8000-000000000004',
          claimVersion: 1,
          generator: 'Example_App/1.2 c2pa-rs/0.28',
          title: 'image.png',
          format: 'image/png',
          actions: [
            {
              action: 'c2pa.created',
              softwareAgent: 'GPT-4o',
              digitalSourceType: TRAINED,
              when: '2025-04-12T18:04:30Z',
            },
            { action: 'c2pa.converted', softwareAgent: 'OpenAI API', digitalSourceType: null, when: null },
          ],
          ingredientCount: 2,
          ingredientTitles: ['sketch.png'],
          signature: null,
        },
      ],
    });
  });

  test('a generator with a version is read, and the first of several', () => {
    const generator = (claim: Value): string | null | undefined =>
      read(store(manifest({ claim }))).manifests[0]?.generator;
    expect(generator({ claim_generator_info: [{ name: 'Adobe Firefly', version: '1.0' }, { name: 'Other' }] })).toBe(
      'Adobe Firefly 1.0',
    );
    expect(generator({ claim_generator: 'Old/1', claim_generator_info: { name: 'New' } })).toBe('New');
    expect(generator({})).toBeNull();
  });

  test('programs in a list beside the actions are read', () => {
    const actions = {
      softwareAgents: [{ name: 'A' }, { name: 'B', version: '2' }],
      actions: [{ action: 'c2pa.edited', softwareAgentIndex: 1 }],
    };
    const { manifests } = read(store(manifest({ claim: {}, assertions: { 'c2pa.actions.v2': actions } })));
    expect(manifests[0]?.actions[0]?.softwareAgent).toBe('B 2');
  });

  test('several lists of actions are read, and texts and maps of indefinite length', () => {
    const first = new Indefinite([['actions', [new Indefinite([['action', new Indefinite(['c2pa.', 'created'])]])]]]);
    const second = { actions: [{ action: 'c2pa.resized', when: 1762165231.5 }] };
    const { manifests, problem } = read(
      store(manifest({ claim: {}, assertions: { 'c2pa.actions': first, 'c2pa.actions__1': second } })),
    );
    expect(problem).toBeNull();
    expect(manifests[0]?.actions).toMatchObject([
      { action: 'c2pa.created' },
      { action: 'c2pa.resized', when: '2025-11-03T10:20:31.500Z' },
    ]);
  });

  test('the last manifest is the active one and comes first', () => {
    const earlier = manifest({
      label: 'earlier',
      claim: {},
      assertions: { 'c2pa.actions': { actions: [{ action: 'x', digitalSourceType: TRAINED }] } },
    });
    const credentials = read(store(earlier, manifest({ label: 'active', claim: {} })));
    expect(credentials.manifests.map(({ label }) => label)).toEqual(['active', 'earlier']);
    expect(mainSourceType(credentials)).toBe(TRAINED);
    expect(sourceTypeTerm(TRAINED)).toBe('trainedAlgorithmicMedia');
  });
});

describe('damage', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['no store', superbox('json', 'x')],
    ['a store without manifests', store()],
    ['a manifest without a claim', store(superbox('c2ma', 'm', superbox('c2as', 'c2pa.assertions')))],
    ['a claim that is not a map', store(manifest({ claim: 'text' }))],
    ['noise', Buffer.from('\0\0\0\0jumb'.repeat(50), 'latin1')],
  ])('%s is damaged', (_, jumbf) => {
    expect(read(jumbf)).toMatchObject({ validated: false, problem: 'damaged', manifests: [] });
  });

  test('undamaged parts beside a damaged one are kept', () => {
    const broken = superbox('cbor', 'c2pa.actions', box('cbor', Buffer.from([0x9f])));
    const claim = superbox('c2cl', 'c2pa.claim.v2', box('cbor', cbor({ 'dc:title': 'kept' })));
    const jumbf = store(superbox('c2ma', 'm', superbox('c2as', 'c2pa.assertions', broken), claim));
    expect(read(jumbf)).toMatchObject({ problem: 'damaged', manifests: [{ title: 'kept', actions: [] }] });
    const unsigned = store(manifest({ claim: { 'dc:title': 'kept' }, signature: [new Uint8Array([0x5f]), 'x'] }));
    expect(read(unsigned)).toMatchObject({ problem: 'damaged', manifests: [{ title: 'kept', signature: null }] });
  });

  test('a certificate without O or CN has no issuer', () => {
    const odd = [
      cbor(
        new Map<Value, Value>([
          [1, -99],
          [33, new Uint8Array(40)],
        ]),
      ),
      { sigTst: { tstTokens: [{ val: new Uint8Array(9) }] } },
      null,
    ];
    expect(read(store(manifest({ claim: {}, signature: odd }))).manifests[0]?.signature).toEqual({
      issuer: null,
      algorithm: '-99',
      time: null,
    });
    const late = read(store(manifest({ claim: {}, signature: signature('20259903102031Z') }))).manifests[0];
    expect(late?.signature).toMatchObject({ issuer: 'Example Studio, Inc.', time: null });
  });

  test('a file that ends inside its store is reported, and a lost segment too', async () => {
    const whole = intoPng(png('a'), soraStore());
    const cut = await readFacts(inMemory(whole.subarray(0, 600)));
    expect(cut?.damage).toMatch(/cut short/);
    expect(cut?.c2pa).toMatchObject({ problem: 'incomplete' });
    const segments = jpegSegments(soraStore(), 300).filter((_, at) => at !== 2);
    expect(await credentialsIn(intoJpeg(await jpeg('a'), segments))).toMatchObject({ problem: 'incomplete' });
  });

  test('a store that claims gigabytes is not read', async () => {
    const file = intoPng(png('a'), soraStore());
    file.writeUInt32BE(0x7fffffff, 33);
    const spent: number[] = [];
    const bytes: Bytes = {
      ...inMemory(file),
      read: async (start, end) => {
        spent.push(end - start);
        return file.subarray(start, end);
      },
    };
    expect((await readFacts(bytes))?.c2pa).toMatchObject({ problem: 'too-large', manifests: [] });
    expect(Math.max(...spent)).toBeLessThan(10_000);
  });

  test('texts become short single lines', () => {
    const title = `a\u0000\u202eb\n${'x'.repeat(1000)}`;
    const kept = read(store(manifest({ claim: { 'dc:title': title } }))).manifests[0]?.title;
    expect(kept).toMatch(/^a b x{290,300}$/);
  });

  test('excessive depth, counts and lengths end the reading', () => {
    const claims = [
      Buffer.alloc(100_000, 0x81),
      Buffer.from('9affffffff', 'hex'),
      Buffer.from('bbffffffffffffffff', 'hex'),
      Buffer.from('7bffffffffffffffff', 'hex'),
      Buffer.concat([Buffer.from([0x9f]), Buffer.alloc(100_000, 0)]),
      Buffer.alloc(100_000, 0xd8),
    ];
    for (const claim of claims) {
      const jumbf = store(superbox('c2ma', 'm', superbox('c2cl', 'c2pa.claim', box('cbor', claim))));
      expect(read(jumbf)).toMatchObject({ problem: 'damaged', manifests: [] });
    }
  });

  test('of thousands of assertions only the first ones are read', () => {
    const many = Object.fromEntries(
      Array.from({ length: 1000 }, (_, at) => [`c2pa.ingredient__${at}`, { 'dc:title': 'x'.repeat(50) }]),
    );
    const [kept] = read(store(manifest({ claim: {}, assertions: many }))).manifests;
    expect(kept).toMatchObject({ ingredientCount: 1000, ingredientTitles: { length: 100 } });
  });
});

describe('mutations', () => {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.constantFrom(0, 1, 0x1f, 0x5f, 0x7f, 0x80, 0x9f, 0xbf, 0xff),
  });

  test.each([
    ['second version', soraStore()],
    ['first version', firstVersionStore()],
  ])('a store of the %s with changed bytes, cut anywhere, still gives a valid answer', (_, sound) => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 10 }), fc.double({ min: 0, max: 1, noNaN: true }), (changes, cut) => {
        const bytes = Buffer.from(sound).subarray(0, cut < 0.3 ? Math.ceil(sound.length * cut * 3) : sound.length);
        for (const { at, byte } of changes) bytes[Math.floor(at * bytes.length)] = byte;
        expect(ContentCredentials.safeParse(read(bytes)).success).toBe(true);
      }),
      { numRuns: CASES },
    );
  });

  test('containers with changed bytes, cut anywhere, still give a valid answer', async () => {
    const files = [
      intoPng(png('a'), soraStore()),
      intoJpeg(await jpeg('a'), jpegSegments(soraStore(), 300)),
      intoMp4(await mp4('a'), soraStore()),
      intoWebp(await webp('a'), soraStore()),
    ];
    await fc.assert(
      fc.asyncProperty(fc.nat(3), fc.array(change, { minLength: 1, maxLength: 10 }), async (which, changes) => {
        const sound = files[which] as Buffer;
        const bytes = Buffer.from(sound);
        for (const { at, byte } of changes) bytes[Math.floor(at * at * bytes.length)] = byte;
        const facts = await readFacts(inMemory(bytes));
        expect(ContentCredentials.nullable().safeParse(facts?.c2pa ?? null).success).toBe(true);
      }),
      { numRuns: CASES },
    );
  });
});
