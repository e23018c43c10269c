/** What a file says of its own making, in words. */
import '../all-texts.ts';
import { expect, test } from 'vitest';
import type { ContentCredentials } from '../../../src-main/contract/items/credentials.ts';
import { say, type Text } from '../../../src-renderer/i18n/use-text.ts';
import { credentialSummary } from '../../../src-renderer/inspector/facts/credential-text.ts';

const inEnglish: Text = (key, values) => say('en', 'en-GB', key, values);
const inChinese: Text = (key, values) => say('zh-CN', 'zh-CN', key, values);

function credentials(actions: readonly string[], type: string | null): ContentCredentials {
  const manifest = {
    label: 'urn:c2pa:1',
    claimVersion: 2 as const,
    generator: 'Sora',
    title: null,
    format: null,
    actions: actions.map((action) => ({ action, softwareAgent: null, digitalSourceType: type, when: null })),
    ingredientCount: 0,
    ingredientTitles: [],
    signature: null,
  };
  return { validated: false, problem: null, manifestCount: 1, manifests: [manifest] };
}

const TRAINED = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

test('known terms are shown in plain words, always with the notice that they are not validated', () => {
  const said = credentials(['c2pa.created'], TRAINED);
  expect(credentialSummary(inEnglish, said).join(' · ')).toBe(
    'Sora · created · AI-generated (trained algorithmic media) · embedded, not validated',
  );
  expect(credentialSummary(inChinese, said).join(' · ')).toBe(
    'Sora · 创建 · AI 生成（经训练算法的媒体） · 内嵌，未经验证',
  );
});

test('a repeated action is shown once, and an unknown action as it is written', () => {
  const said = credentials(
    ['c2pa.resized', 'c2pa.resized', 'com.example.polished'],
    'https://example.com/types/toString',
  );
  expect(credentialSummary(inEnglish, said)).toEqual([
    'Sora',
    'resized',
    'com.example.polished',
    'toString',
    'embedded, not validated',
  ]);
});

test('credentials without a readable manifest are still shown as embedded and not validated', () => {
  expect(
    credentialSummary(inEnglish, { validated: false, problem: 'damaged', manifestCount: 0, manifests: [] }),
  ).toEqual(['embedded, not validated']);
});
