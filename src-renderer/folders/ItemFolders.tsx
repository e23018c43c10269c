/** The folders of an item: from the top of its source to its file, each a way to everything in it. */
import { ChevronRight } from 'lucide-react';
import type { ReactElement } from 'react';
import type { GenerationDetail } from '../../src-main/contract/items/generation.ts';
import type { FolderStep } from '../../src-main/contract/searching/folder-step.ts';
import { useText } from '../i18n/use-text.ts';
import inspector from '../inspector/Inspector.module.css';
import { useView } from '../state/store.ts';
import styles from './ItemFolders.module.css';
import { useOpenedFolders } from './opened-folders.ts';
import { shownName } from './shown-name.ts';

/** More places are copies, which the list of files names. */
const MOST = 6;

export function ItemFolders({ places }: { readonly places: GenerationDetail['places'] }): ReactElement | null {
  const t = useText();
  const trails = [...new Map(places.map(({ folders }) => [folders.at(-1)?.path, folders])).values()];
  const shown = trails.filter((steps) => steps.length > 0).slice(0, MOST);
  if (shown.length === 0) return null;
  return (
    <div className={inspector.part}>
      <h3 className={inspector.partTitle}>{t('folders.of-item', { count: shown.length })}</h3>
      {shown.map((steps) => (
        <Trail key={steps.at(-1)?.path} steps={steps} />
      ))}
    </div>
  );
}

function Trail({ steps }: { readonly steps: readonly FolderStep[] }): ReactElement {
  const t = useText();
  const narrow = useView((state) => state.narrow);
  const show = (at: number): void => {
    useOpenedFolders.getState().reveal(steps.slice(0, at + 1));
    narrow((steps[at] as FolderStep).filter);
  };
  return (
    <ol className={styles.trail}>
      {steps.map(({ path, name }, at) => (
        <li key={path}>
          {at > 0 && <ChevronRight aria-hidden="true" />}
          <button
            type="button"
            className={styles.step}
            title={shownName(path)}
            aria-label={t('folders.show', { name: shownName(name) })}
            onClick={() => show(at)}
          >
            <bdi>{shownName(name)}</bdi>
          </button>
        </li>
      ))}
    </ol>
  );
}
