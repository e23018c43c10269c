/** The signs of formats in the person's language. Only reports and sources show them. */
import { DETECTION_REASONS, type DetectionReason } from '../../src-main/contract/archive/detection-reasons.ts';
import type { Belief } from '../../src-main/contract/archive/report.ts';
import type { Text } from './use-text.ts';

/** Why a document is believed to be of its format. */
export function signText(t: Text, { sign, why }: Pick<Belief, 'sign' | 'why'>): string {
  return Object.hasOwn(DETECTION_REASONS, sign) ? t(`sign.${sign as DetectionReason}`) : why;
}
