/** 简体中文：收藏集、堆叠与顺序的更改。 */
import type { enOrganised } from '../en/organised.ts';

export const zhCNOrganised: Readonly<Record<keyof typeof enOrganised, string>> = {
  'sort.collection': '自定顺序',
  'toast.collected':
    '{count, plural, =0 {都已经在“{name}”中了。} =1 {已加入“{name}”。} other {已将 # 个作品加入“{name}”。}}',
  'toast.uncollected':
    '{count, plural, =0 {都不在“{name}”中。} =1 {已从“{name}”移出。} other {已将 # 个作品从“{name}”移出。}}',
  'toast.reordered': '{count, plural, =0 {已经在这个位置了。} =1 {已移动。} other {已移动 # 个作品。}}',
  'toast.stacked': '{count, plural, =0 {已经是一个堆叠了。} other {已堆叠。}}',
  'toast.unstacked': '{count, plural, =0 {都不在堆叠中。} other {已移出堆叠。}}',
};
