/** The colours of tags. */
import { z } from 'zod';

/** The tag colours of the design (`--dot-1` to `--dot-8`), in order. */
export const TAG_COLORS = ['orange', 'green', 'violet', 'rose', 'blue', 'olive', 'teal', 'brown'] as const;
export const TagColor = z.enum(TAG_COLORS);
export type TagColor = z.infer<typeof TagColor>;
