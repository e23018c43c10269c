/** What the page may not do in the window. */
import { expect, test } from 'vitest';
import { handlePage, SCHEME } from '../../src-main/desktop/windows/page-protocol.ts';
import { guardContents, guardSession } from '../../src-main/desktop/windows/session-guard.ts';
import { Contents, FakeSession } from './stand-ins.ts';

test.each([
  ['app://afterimage/', false],
  ['app://afterimage/media/file/1', false],
  ['blob:app://afterimage/0b9e', false],
  ['data:image/png;base64,AAAA', false],
  ['app://other/', true],
  ['app://afterimage.evil/', true],
  ['blob:https://evil.example/1', true],
  ['https://example.com/', true],
  ['http://127.0.0.1:5173/', true],
  ['ws://127.0.0.1/', true],
  ['file:///etc/passwd', true],
  ['ftp://example.com', true],
])('a request to %s is cancelled: %s', (url, cancelled) => {
  const session = new FakeSession();
  guardSession(session.as());
  expect(session.cancels(url)).toBe(cancelled);
});

test('during development one more origin is allowed', () => {
  const session = new FakeSession();
  guardSession(session.as(), (url) => url.startsWith('http://127.0.0.1:5173/'));
  expect(session.cancels('http://127.0.0.1:5173/main.tsx')).toBe(false);
  expect(session.cancels('https://example.com/')).toBe(true);
});

test('only copying and full screen are permitted', () => {
  const session = new FakeSession();
  guardSession(session.as());
  const asked = [
    'media',
    'geolocation',
    'notifications',
    'openExternal',
    'clipboard-read',
    'fileSystem',
    'hid',
    'usb',
    'midi',
    'fullscreen',
    'clipboard-sanitized-write',
  ];
  expect(asked.filter((permission) => session.grants(permission))).toEqual(['fullscreen', 'clipboard-sanitized-write']);
  expect(asked.filter((permission) => session.check?.(null, permission))).toEqual([
    'fullscreen',
    'clipboard-sanitized-write',
  ]);
  expect(session.device?.()).toBe(false);
  expect(session.spellChecker).toBe(false);
  expect(session.spellCheckerLanguages).toEqual([]);
});

test('downloads, new windows, webviews and navigation elsewhere are denied', () => {
  const session = new FakeSession();
  guardSession(session.as());
  const contents = new Contents();
  guardContents(contents.as());
  const denied = (emitter: FakeSession | Contents, name: string, url = 'https://evil.example/'): boolean => {
    let prevented = false;
    const event = {
      url,
      preventDefault: () => {
        prevented = true;
      },
    };
    emitter.emit(name, event, { getURL: () => url });
    return prevented;
  };
  expect(denied(session, 'will-download')).toBe(true);
  expect(denied(session, 'will-download', 'app://afterimage/media/file/1')).toBe(true);
  expect(denied(session, 'will-download', 'https://evil.example/api/words')).toBe(true);
  for (const path of ['words?as=json', 'imports/3/files/csv'])
    expect(denied(session, 'will-download', `app://afterimage/api/${path}`), path).toBe(false);
  for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])
    expect(denied(contents, name), name).toBe(true);
  expect(denied(contents, 'will-navigate', 'app://afterimage/')).toBe(false);
  expect(denied(contents, 'will-navigate', 'app://afterimage@evil.example/')).toBe(true);
  expect(contents.windowOpen?.()).toEqual({ action: 'deny' });
});

test('the scheme is secure and streams, and only requests to our host are answered', async () => {
  expect(SCHEME).toMatchObject({
    scheme: 'app',
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
  });
  expect(SCHEME.privileges?.bypassCSP).toBeUndefined();
  let handler: (request: Request) => Response | Promise<Response> = () => new Response();
  handlePage(
    {
      handle: (_scheme, given) => {
        handler = given as typeof handler;
      },
    },
    async () => new Response('page'),
  );
  expect(await (await handler(new Request('app://afterimage/index.html'))).text()).toBe('page');
  expect((await handler(new Request('app://other/index.html'))).status).toBe(404);
});
