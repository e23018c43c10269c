/** Whatever the library says by a code, the page says in three languages. */
import '../all-texts.ts';
import { describe, expect, test } from 'vitest';
import { DETECTION_REASONS } from '../../../src-main/contract/archive/detection-reasons.ts';
import { FaultReason, ProblemCode } from '../../../src-main/contract/archive/problem-codes.ts';
import { ProblemGroupName } from '../../../src-main/contract/archive/problem-groups.ts';
import { ErrorCode } from '../../../src-main/contract/library/error-codes.ts';
import { QueryMessage } from '../../../src-main/contract/searching/search.ts';
import { enLater } from '../../../src-renderer/i18n/en/later.ts';
import { en } from '../../../src-renderer/i18n/en.ts';
import { jaLater } from '../../../src-renderer/i18n/ja/later.ts';
import { ja } from '../../../src-renderer/i18n/ja.ts';
import { failureText, problemText } from '../../../src-renderer/i18n/server-messages.ts';
import { signText } from '../../../src-renderer/i18n/sign-text.ts';
import { say, type Text } from '../../../src-renderer/i18n/use-text.ts';
import { zhCNLater } from '../../../src-renderer/i18n/zh-cn/later.ts';
import { zhCN } from '../../../src-renderer/i18n/zh-cn.ts';

const KEYS = [
  ...ProblemCode.options.map((code) => `problem.${code}`),
  ...FaultReason.options.map((reason) => `reason.${reason}`),
  ...ErrorCode.options.map((code) => `error.${code}`),
  ...Object.keys(DETECTION_REASONS).map((sign) => `sign.${sign}`),
  ...QueryMessage.shape.code.options.map((code) => `search.mistake.${code}`),
  ...ProblemGroupName.options.flatMap((group) => [`report.group.${group}`, `report.group.${group}-todo`]),
];
const SERVER_SENTENCE = 'As the server says it.';
const inLanguage =
  (language: 'en' | 'zh-CN' | 'ja'): Text =>
  (key, values) =>
    say(language, language, key, values);

describe.each([
  ['zh-CN', { ...zhCN, ...zhCNLater }],
  ['ja', { ...ja, ...jaLater }],
] as const)('in %s', (_, words) => {
  test.each(KEYS)('%s has its own sentence', (key) => {
    expect(words).toHaveProperty([key]);
    const own = (words as Readonly<Record<string, string>>)[key] ?? '';
    expect(own).toMatch(/[\p{scx=Han}\p{scx=Kana}\p{scx=Hira}]/u);
    expect(own).not.toBe(({ ...en, ...enLater } as Readonly<Record<string, string>>)[key]);
  });
});

describe.each(['en', 'zh-CN', 'ja'] as const)('in %s, without parameters', (language) => {
  const t = inLanguage(language);

  test.each(ProblemCode.options)('the problem %s of an older report is a whole sentence', (code) => {
    const text = problemText(t, { code, message: SERVER_SENTENCE });
    expect(text).not.toMatch(/[{}]|undefined/);
    expect(text).not.toBe(SERVER_SENTENCE);
  });

  test.each(ErrorCode.options)('the failure %s is a whole sentence', (code) => {
    const text = failureText(t, { code, message: SERVER_SENTENCE });
    expect(text).not.toMatch(/[{}]|undefined/);
    expect(text).not.toBe(SERVER_SENTENCE);
  });
});

test('a sentence contains its parameters in every language', () => {
  const record = { code: 'json-malformed', message: '', params: { number: 1204 } };
  expect(problemText(inLanguage('en'), record)).toBe('Record 1,204 is damaged and was left out.');
  expect(problemText(inLanguage('zh-CN'), record)).toBe('第 1,204 条记录已损坏，已略过。');
  expect(problemText(inLanguage('ja'), record)).toBe('1,204 番目の記録は破損しているため、除外しました。');
  const locked = { code: 'folder-unreadable', message: '', params: { reason: 'denied' } };
  expect(problemText(inLanguage('zh-CN'), locked)).toBe('无法读取这个文件夹。没有权限。');
  expect(problemText(inLanguage('en'), { ...locked, params: { detail: 'EINVAL' } })).toBe(
    'This folder could not be read. EINVAL',
  );
  const alias = { code: 'alias-exists', message: '', params: { name: 'sea', tag: 'ocean' } };
  expect(failureText(inLanguage('ja'), alias)).toBe(
    '「sea」はすでに「ocean」の別名です。先にその別名を外してください。',
  );
});

test('many problems of a kind end with their number', () => {
  expect(problemText(inLanguage('ja'), { code: 'zip-damaged', message: '', params: { more: 31 } })).toBe(
    '同様のものがほかに 31 件あります。',
  );
});

test('an unknown code or sign of another version is shown with its own message', () => {
  const strange = { code: 'from-tomorrow', message: SERVER_SENTENCE };
  expect(problemText(inLanguage('ja'), strange)).toBe(SERVER_SENTENCE);
  expect(failureText(inLanguage('ja'), strange)).toBe(SERVER_SENTENCE);
  expect(signText(inLanguage('ja'), { sign: 'toString', why: SERVER_SENTENCE })).toBe(SERVER_SENTENCE);
});
