/** What can be done about sources. A failure is said; a success is told by the job's own end. */
import type { SourceChange, SourceInfo } from '../../src-main/contract/library.ts';
import { useChangeSource, useMoveSource, useRemoveSource, useRescan } from '../api/sources.ts';
import { errorSentence } from '../commands/error-sentence.ts';
import { useToasts } from '../commands/toast-store.ts';
import { useText } from '../i18n/use-text.ts';

export interface SourceActions {
  readonly isBusy: boolean;
  /** Each resolves to whether it began. */
  rescan(ids: readonly number[] | null): Promise<boolean>;
  change(source: SourceInfo, change: SourceChange): Promise<boolean>;
  move(source: SourceInfo, path: string): Promise<boolean>;
  remove(source: SourceInfo): Promise<boolean>;
}

export function useSourceActions(): SourceActions {
  const t = useText();
  const fail = useToasts((state) => state.fail);
  const rescanning = useRescan();
  const changing = useChangeSource();
  const moving = useMoveSource();
  const removing = useRemoveSource();
  const attempt = async (action: () => Promise<unknown>): Promise<boolean> => {
    try {
      await action();
      return true;
    } catch (error) {
      fail(errorSentence(t, error));
      return false;
    }
  };
  return {
    isBusy: [rescanning, changing, moving, removing].some(({ isPending }) => isPending),
    rescan: (ids) => attempt(() => rescanning.mutateAsync(ids)),
    change: ({ id }, change) => attempt(() => changing.mutateAsync({ id, change })),
    move: ({ id }, path) => attempt(() => moving.mutateAsync({ id, path })),
    remove: ({ id }) => attempt(() => removing.mutateAsync(id)),
  };
}
