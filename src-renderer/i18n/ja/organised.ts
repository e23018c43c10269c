/** 日本語：コレクション、スタック、並び順の変更。 */
import type { enOrganised } from '../en/organised.ts';

export const jaOrganised: Readonly<Record<keyof typeof enOrganised, string>> = {
  'sort.collection': '並べた順',
  'toast.collected':
    '{count, plural, =0 {すべて「{name}」に入っています。} =1 {「{name}」に追加しました。} other {# 件を「{name}」に追加しました。}}',
  'toast.uncollected':
    '{count, plural, =0 {「{name}」には入っていません。} =1 {「{name}」から外しました。} other {# 件を「{name}」から外しました。}}',
  'toast.reordered':
    '{count, plural, =0 {すでにその位置にあります。} =1 {移動しました。} other {# 件を移動しました。}}',
  'toast.stacked': '{count, plural, =0 {すでに 1 つのスタックです。} other {スタックにまとめました。}}',
  'toast.unstacked': '{count, plural, =0 {スタックには入っていません。} other {スタックから外しました。}}',
};
