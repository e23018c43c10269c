/**
 * The part of an error that may be logged: its kind, its code, and its place in our own code. Its message is never
 * logged, because it may quote a private text.
 */

/** An error without its message. */
export interface Fault {
  readonly error: string;
  readonly code: string | null;
  /** `function folder/file.ts:line:column`, innermost first. */
  readonly stack: readonly string[];
}

const MOST_FRAMES = 20;
const NAME = /^[\w.-]{1,60}$/;
/** A frame in our code, from source or bundled. */
const OWN =
  /^\s*at (?:(?:async )?([\w.$<>#[\] ]{1,80}) \()?(?:file:\/\/)?[^()]*[/\\](?:src-main|out[/\\]main)[/\\]([\w./\\-]{1,120}:\d+:\d+)\)?$/;

/**
 * The kind, the code and the frames of a thrown value. The frames of an error from another thread are those of that
 * thread.
 */
export function faultOf(cause: unknown): Fault {
  if (!(cause instanceof Error)) return { error: typeof cause, code: null, stack: [] };
  const { code, remoteStack } = cause as { readonly code?: unknown; readonly remoteStack?: unknown };
  const stack = typeof remoteStack === 'string' && remoteStack !== '' ? remoteStack : (cause.stack ?? '');
  return {
    error: NAME.test(cause.name) ? cause.name : 'Error',
    code: typeof code === 'string' && NAME.test(code) ? code : null,
    stack: framesOf(stack, cause.message),
  };
}

/** The message is removed before the frames are read, because its lines can look like frames. */
function framesOf(stack: string, message: string): readonly string[] {
  const at = message === '' ? 0 : stack.indexOf(message);
  if (at < 0) return [];
  return stack
    .slice(at + message.length)
    .split('\n')
    .flatMap((line) => {
      const [, name = '', place] = OWN.exec(line) ?? [];
      return place === undefined ? [] : [`${name} ${place.replaceAll('\\', '/')}`.trim()];
    })
    .slice(0, MOST_FRAMES);
}
