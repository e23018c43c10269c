/** `doctor`: what is installed and what is missing. */
import type { Context } from '../context.ts';
export async function runDoctor(_context: Context): Promise<0> {
  return 0;
}
