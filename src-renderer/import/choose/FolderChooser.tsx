/** The folder chooser of the browser door: places, breadcrumbs, folders and zips, and a path by hand. */
import { Check, ChevronRight, FileArchive, Folder, FolderUp } from 'lucide-react';
import { type FormEvent, type ReactElement, useState } from 'react';
import { Button as AriaButton, Checkbox, GridList, GridListItem } from 'react-aria-components';
import type { FolderListing } from '../../../src-main/contract/library/library.ts';
import { useFolders } from '../../api/queries.ts';
import { Button, IconButton } from '../../design/Button.tsx';
import { Spinner } from '../../design/Feedback.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useText } from '../../i18n/use-text.ts';
import { errorSentence } from '../../shell/error-sentence.ts';
import { crumbsOf, tidyPath } from './crumbs.ts';
import styles from './FolderChooser.module.css';

/** The chosen paths; the parent component holds them. */
export interface Choosing {
  /** `one`: a new choice replaces the old one. */
  readonly mode: 'many' | 'one';
  readonly paths: readonly string[];
  readonly add: (paths: readonly string[]) => void;
  readonly remove: (path: string) => void;
}

export function FolderChooser({ choosing }: { readonly choosing: Choosing }): ReactElement {
  const t = useText();
  const [path, setPath] = useState<string | null>(null);
  const folders = useFolders(path);
  const [last, setLast] = useState<FolderListing | null>(null);
  if (folders.data && folders.data !== last) setLast(folders.data);
  const listing = folders.data ?? last;
  return (
    <div className={styles.chooser}>
      <PathField choosing={choosing} />
      <div className={styles.frame}>
        <nav aria-label={t('import.places')} className={styles.places}>
          {listing?.places.map((place) => (
            <AriaButton
              key={place.path}
              className={styles.place ?? ''}
              aria-current={place.path === listing.path ? 'location' : false}
              onPress={() => setPath(place.path)}
            >
              {place.name}
            </AriaButton>
          ))}
        </nav>
        <div className={styles.main}>
          {listing && <Way listing={listing} onGo={setPath} choosing={choosing} />}
          {folders.isError ? (
            <div role="alert" className={styles.failed}>
              <p>
                {t('import.folder-failed')} {errorSentence(t, folders.error)}
              </p>
              <Button size="small" onPress={() => void folders.refetch()}>
                {t('app.retry')}
              </Button>
            </div>
          ) : listing ? (
            <Entries listing={listing} onGo={setPath} choosing={choosing} />
          ) : (
            <div className={styles.failed}>
              <Spinner label={t('import.reading-folder')} />
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

function PathField({ choosing: { mode, add } }: { readonly choosing: Choosing }): ReactElement {
  const t = useText();
  const [typed, setTyped] = useState('');
  const path = tidyPath(typed);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (path === '') return;
    add([path]);
    setTyped('');
  };
  return (
    <form className={styles.pathForm} onSubmit={submit}>
      <TextField
        label={t('import.path')}
        isLabelHidden
        placeholder={t('import.path-placeholder')}
        value={typed}
        onChange={setTyped}
      />
      <Button type="submit" isDisabled={path === ''}>
        {t(mode === 'one' ? 'import.choose-path' : 'import.add-path')}
      </Button>
    </form>
  );
}

interface WayProps {
  readonly listing: FolderListing;
  readonly onGo: (path: string) => void;
  readonly choosing: Choosing;
}

function Way({ listing, onGo, choosing: { mode, add } }: WayProps): ReactElement {
  const t = useText();
  const crumbs = crumbsOf(listing.path);
  const { parent } = listing;
  return (
    <div className={styles.way}>
      <IconButton
        size="small"
        label={t('import.go-up')}
        icon={<FolderUp aria-hidden="true" />}
        isDisabled={parent === null}
        onPress={() => parent !== null && onGo(parent)}
      />
      <ol className={styles.crumbs} aria-label={t('import.this-folder')}>
        {crumbs.map((crumb, index) => (
          <li key={crumb.path} className={styles.crumb}>
            {index > 0 && <ChevronRight aria-hidden="true" />}
            <AriaButton
              className={styles.crumbButton ?? ''}
              aria-current={index === crumbs.length - 1 ? 'location' : false}
              onPress={() => onGo(crumb.path)}
            >
              {crumb.name}
            </AriaButton>
          </li>
        ))}
      </ol>
      <Button size="small" variant="quiet" onPress={() => add([listing.path])}>
        {t(mode === 'one' ? 'import.choose-one-folder' : 'import.choose-this-folder')}
      </Button>
    </div>
  );
}

/** Space selects; Enter or a press on the name opens a folder. */
function Entries({ listing, onGo, choosing: { mode, paths, add, remove } }: WayProps): ReactElement {
  const t = useText();
  const here = new Set(listing.entries.map((entry) => entry.path));
  const chosen = new Set(paths.filter((path) => here.has(path)));
  const choose = (keys: ReadonlySet<string>): void => {
    for (const path of chosen) if (!keys.has(path)) remove(path);
    add([...keys]);
  };
  const act = (path: string): void => {
    const entry = listing.entries.find((one) => one.path === path);
    if (entry?.kind === 'folder') onGo(path);
    else if (chosen.has(path)) remove(path);
    else add([path]);
  };
  return (
    <GridList
      key={listing.path}
      aria-label={t('import.entries')}
      className={styles.entries ?? ''}
      items={listing.entries.map((entry) => ({ ...entry, id: entry.path, isChosen: chosen.has(entry.path) }))}
      selectionMode={mode === 'one' ? 'single' : 'multiple'}
      selectedKeys={chosen}
      onSelectionChange={(keys) => choose(keys === 'all' ? here : new Set([...keys].map(String)))}
      onAction={(key) => act(String(key))}
      renderEmptyState={() => <p className={styles.empty}>{t('import.empty-folder')}</p>}
    >
      {(entry) => (
        <GridListItem id={entry.path} textValue={entry.name} className={styles.entry ?? ''}>
          <Checkbox slot="selection" className={styles.check ?? ''}>
            <Check aria-hidden="true" />
          </Checkbox>
          {entry.kind === 'folder' ? (
            <Folder aria-hidden="true" className={styles.kindIcon} />
          ) : (
            <FileArchive aria-hidden="true" className={styles.kindIcon} />
          )}
          <span className={styles.entryName}>{entry.name}</span>
          <span className={styles.kind}>{t(entry.kind === 'folder' ? 'import.folder' : 'import.zip')}</span>
          {entry.kind === 'folder' && <ChevronRight aria-hidden="true" className={styles.goOn} />}
        </GridListItem>
      )}
    </GridList>
  );
}
