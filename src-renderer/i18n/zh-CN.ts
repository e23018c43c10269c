/** 简体中文. */
import { en } from './en.ts';
import type { TextKey } from './use-text.ts';

export const zhCN: Readonly<Record<TextKey, string>> = { ...en };
