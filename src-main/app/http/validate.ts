/** Validates the input of routes with zod schemas: a handler receives the output of the schema. */
import type { Context, Env, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { validator } from 'hono/validator';
import { z } from 'zod';
import { errorResponse } from './errors.ts';

type Target = 'query' | 'json' | 'param';
type Checked<K extends Target, S extends z.ZodType> = MiddlewareHandler<
  Env,
  string,
  { in: { [key in K]: z.input<S> }; out: { [key in K]: z.output<S> } }
>;

/** Validates one part of a request; an error names the first invalid field. */
export function validate<K extends Target, S extends z.ZodType>(target: K, schema: S): Checked<K, S> {
  const check = validator(target, (value: unknown) => {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    const field = issue?.path.join('.');
    return errorResponse(
      400,
      'bad-request',
      `${field ? `${field}: ` : ''}${issue?.message ?? 'The request could not be read.'}`,
    );
  });
  return check as unknown as Checked<K, S>;
}

/** The largest requests are selections of a million rows. */
export const limitBody = bodyLimit({
  maxSize: 16 * 1024 * 1024,
  onError: () => errorResponse(413, 'too-large', 'The request is too large.'),
});

/** A row number in a path or query. */
export const RowNumber = z
  .string()
  .regex(/^\d{1,15}$/, 'A number is expected.')
  .transform(Number);

/** A whole number in a query, within limits. */
export function wholeNumber(
  min: number,
  max: number,
  fallback: number,
): z.ZodType<number, string | number | undefined> {
  return z.coerce.number<string | number>().int().min(min).max(max).optional().default(fallback);
}

/** A JSON answer. Its type is one of the contract's, which the page reads. */
export function json<T extends object | null>(c: Context, value: T): Response {
  return c.json(value);
}
