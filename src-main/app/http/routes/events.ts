/** Events of the library as server-sent events. */
import { Hono } from 'hono';
import type { AppEvent } from '../../../contract/library/job.ts';
import type { Library } from '../../library/library.ts';

/** The interval of heartbeats, in ms: a dead connection is noticed after it. */
const HEARTBEAT_MS = 15_000;

/** A client that is this many events behind is disconnected; it connects again and reloads. */
const MAX_BEHIND = 10_000;

export function eventRoutes(library: Library) {
  return new Hono().get('/events', (c) => {
    return new Response(eventStream(eventsOf(library), c.req.raw.signal), {
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
    });
  });
}

export interface EventSource extends Pick<Library, 'subscribe'> {
  /** The first event of a stream. A rejection leaves it out. */
  readonly welcome: () => Promise<AppEvent>;
}

function eventsOf(library: Library): EventSource {
  return {
    subscribe: library.subscribe,
    welcome: async () => {
      const revision = await library.reads.revision();
      // The settings and the jobs are read last: an event about newer ones then always follows them.
      const settings = await library.settings();
      return { type: 'welcome', revision, settings, jobs: [...library.jobs.list()] };
    },
  };
}

/** The welcome and every event from now on, as UTF-8 SSE, until the reader cancels or the signal aborts. */
export function eventStream(events: EventSource, signal: AbortSignal): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let stop: () => void = () => {};
  return new ReadableStream(
    {
      start(controller) {
        const send = (text: string): void => {
          if ((controller.desiredSize ?? 0) < -MAX_BEHIND) finish();
          else controller.enqueue(encoder.encode(text));
        };
        const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS);
        heartbeat.unref();
        const tell = (event: AppEvent): void => send(`event: message\ndata: ${JSON.stringify(event)}\n\n`);
        const unsubscribe = events.subscribe(tell);
        let isOver = false;
        stop = () => {
          isOver = true;
          clearInterval(heartbeat);
          unsubscribe();
          signal.removeEventListener('abort', finish);
        };
        const finish = (): void => {
          stop();
          controller.close();
        };
        signal.addEventListener('abort', finish, { once: true });
        send(': welcome\nretry: 1000\n\n');
        events.welcome().then(
          (event) => !isOver && tell(event),
          // A library that cannot answer is closing, and the stream ends with it.
          () => {},
        );
      },
      cancel: () => stop(),
    },
    { highWaterMark: 0 },
  );
}
