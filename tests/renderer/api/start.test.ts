/** The answer with the first screen, as it arrives: in parts that are cut anywhere. */
import { expect, test } from 'vitest';
import {
  encodeJsonPart,
  encodePart,
  type StartCounts,
  type StartHead,
} from '../../../src-main/contract/library/start.ts';
import { encodeResult, type ResultMessage } from '../../../src-main/contract/searching/result.ts';
import { ApiError } from '../../../src-renderer/api/client.ts';
import { readStart } from '../../../src-renderer/api/start/read.ts';

const HEAD = { query: { q: '纸龙', sort: 'newest', seed: 1 } } as StartHead;
const COUNTS = { '': { total: 3 } } as unknown as StartCounts;
const messageOf = (ids: readonly number[]): ResultMessage => ({
  head: { chips: [], messages: [], terms: [], total: ids.length, items: [], dependsOn: [] },
  layout: { ids: Uint32Array.from(ids), aspects: new Uint8Array(ids.length), days: [] },
});
const BEGINNING: ResultMessage = { head: { ...messageOf([]).head, total: null }, layout: null };
const BYTES = Buffer.concat([
  encodeJsonPart('head', HEAD),
  encodePart('result', encodeResult(BEGINNING)),
  encodeJsonPart('counts', COUNTS),
  encodePart('result', encodeResult(messageOf([3, 2, 1]))),
]);

/** An answer that arrives in pieces of this size. */
function inPieces(bytes: Uint8Array, size: number): Promise<Response> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.slice(at * size, (at + 1) * size),
  );
  return Promise.resolve(
    new Response(
      new ReadableStream({
        start(controller) {
          for (const piece of pieces) controller.enqueue(piece);
          controller.close();
        },
      }),
    ),
  );
}

test.each([1, 3, 64, 100_000])('pieces of %i bytes give the same parts', async (size) => {
  const answer = readStart(inPieces(BYTES, size));
  expect(await answer.head).toEqual(HEAD);
  expect(await answer.counts).toEqual(COUNTS);
  expect((await answer.nextResult())?.head.total).toBeNull();
  expect([...((await answer.nextResult())?.layout?.ids ?? [])]).toEqual([3, 2, 1]);
  expect(await answer.nextResult()).toBeNull();
});

test('an answer that is cut off gives what had arrived', async () => {
  const head = encodeJsonPart('head', HEAD);
  const answer = readStart(inPieces(BYTES.subarray(0, head.length + 20), 7));
  expect(await answer.head).toEqual(HEAD);
  expect(await answer.nextResult()).toBeNull();
  expect(await answer.counts).toBeNull();
});

test('an error of the server and a server that is gone reject as every request does', async () => {
  const error = { code: 'library-damaged', message: 'It is damaged.', path: '/library' };
  const refused = readStart(Promise.resolve(Response.json({ error }, { status: 503 })));
  await expect(refused.head).rejects.toMatchObject({ code: 'library-damaged', status: 503 });
  const gone = readStart(Promise.reject(new TypeError('Failed to fetch')));
  await expect(gone.head).rejects.toBeInstanceOf(ApiError);
  await expect(gone.head).rejects.toMatchObject({ code: 'offline' });
  expect(await gone.nextResult()).toBeNull();
});
