/** Judges and reads texts that are JSON, or nearly: programs write `NaN` and Python's quotation marks, EXIF cuts texts off. */
import { repairCut, repairJson } from './json-repair.ts';

/**
 * An object whose first name is in quotation marks. A prompt can begin with a brace, too (`{red|blue} fox`, a choice of
 * words), and must not become data.
 */
const OBJECT = /^\s*(?:\[\s*)?\{\s*(?:["'][^"'\n]{0,200}["']\s*:|\}\s*$)/;

/** Whether a text is meant as JSON, sound or not. Such a text is data about a picture, not its prompt. */
export function looksLikeJson(text: string): boolean {
  return OBJECT.test(text);
}

/** The value of a text that is JSON, nearly JSON, or the beginning of JSON. Undefined for all other texts. */
export function nearJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return looksLikeJson(text) ? (repairJson(text.trim()) ?? repairCut(text)) : undefined;
  }
}
