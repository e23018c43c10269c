/** The calls that only the desktop offers; undefined in a browser. */
import type { DesktopBridge } from '../../src-main/contract/library/library.ts';

export function desktopBridge(): DesktopBridge | undefined {
  return (window as Window & { readonly afterimage?: DesktopBridge }).afterimage;
}
