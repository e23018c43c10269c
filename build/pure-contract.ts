/**
 * Tells the bundler that making a schema (or a pattern) has no effect: schemas of src-main/contract that the page does not use fall
 * away, and zod with them (170 kB of source that the first screen would load).
 */
import type { Plugin } from 'vite';

/** The parts of a syntax tree that are read here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly declaration?: Node | null;
  readonly declarations?: readonly { readonly init: Node | null }[];
}

export function pureContract(): Plugin {
  return {
    name: 'pure-contract',
    apply: 'build',
    enforce: 'post',
    transform: {
      filter: { id: /[\\/]src-main[\\/]contract[\\/].*\.ts$/ },
      handler(code) {
        const { body } = this.parse(code) as unknown as { readonly body: readonly Node[] };
        const made = body.flatMap((statement) =>
          ((statement.declaration ?? statement).declarations ?? []).flatMap(({ init }) =>
            init?.type === 'CallExpression' || init?.type === 'NewExpression' ? [init] : [],
          ),
        );
        // From the end, so that earlier places stay where they are.
        const marked = made.toReversed().reduce((text, { start, end }) => {
          const call = text.slice(start, end);
          return `${text.slice(0, start)}/* @__PURE__ */ (() => ${call})()${text.slice(end)}`;
        }, code);
        return { code: marked, map: null };
      },
    },
  };
}
