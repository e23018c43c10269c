/** The actions on sources. A job reports the end of an action; the return value says why it could not start. */
import type { SourceChange, SourceInfo } from '../../src-main/contract/library/library.ts';
import { useChangeSource, useMoveSource, useRemoveSource, useRescan } from '../api/sources.ts';
import { useText } from '../i18n/use-text.ts';
import { errorSentence } from '../shell/error-sentence.ts';

/** Why an action did not start, as a sentence; null when it started. */
export type Refusal = string | null;

export interface SourceActions {
  readonly isBusy: boolean;
  rescan(ids: readonly number[] | null): Promise<Refusal>;
  change(source: SourceInfo, change: SourceChange): Promise<Refusal>;
  move(source: SourceInfo, path: string): Promise<Refusal>;
  remove(source: SourceInfo): Promise<Refusal>;
}

export function useSourceActions(): SourceActions {
  const t = useText();
  const rescanning = useRescan();
  const changing = useChangeSource();
  const moving = useMoveSource();
  const removing = useRemoveSource();
  const attempt = async (action: () => Promise<unknown>): Promise<Refusal> => {
    try {
      await action();
      return null;
    } catch (error) {
      return errorSentence(t, error);
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
