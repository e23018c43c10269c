/** 日本語. */
import { en } from './en.ts';
import type { TextKey } from './use-text.ts';

export const ja: Readonly<Record<TextKey, string>> = { ...en };
