/** The open explanation of the query language. It loads when it is first opened. */
import type { ReactElement, RefObject } from 'react';
import { Button as AriaButton, Dialog, Heading } from 'react-aria-components';
import { Popover } from '../design/Popover.tsx';
import { type TextKey, useText } from '../i18n/use-text.ts';
import styles from './SearchHelp.module.css';

const GROUPS: readonly (readonly [
  heading: TextKey,
  examples: readonly (readonly [query: string, meaning: TextKey])[],
])[] = [
  [
    'search.help.group.words',
    [
      ['paper dragon', 'search.help.words'],
      ['drag*', 'search.help.beginning'],
      ['"night market"', 'search.help.phrase'],
      ['纸龙', 'search.help.cjk'],
      ['dragon -rain', 'search.help.without'],
      ['(dragon OR boat) rain', 'search.help.or'],
    ],
  ],
  [
    'search.help.group.names',
    [
      ['tag:keepers', 'search.help.tag'],
      ['-tag:keepers', 'search.help.not-tag'],
      ['mention:ada', 'search.help.mention'],
      ['collection:favorites', 'search.help.collection'],
      ['model:sora-2', 'search.help.model'],
      ['title:lantern', 'search.help.title-field'],
      ['note:print', 'search.help.note'],
      ['file:lantern', 'search.help.file'],
      ['folder:2025', 'search.help.folder'],
    ],
  ],
  [
    'search.help.group.facts',
    [
      ['type:video', 'search.help.kind'],
      ['is:favorite', 'search.help.is'],
      ['has:audio', 'search.help.has'],
      ['state:prompt-only', 'search.help.state'],
    ],
  ],
  [
    'search.help.group.numbers',
    [
      ['date:2025-11', 'search.help.date'],
      ['date:2025-10..2025-12', 'search.help.dates'],
      ['rating>=4', 'search.help.rating'],
      ['duration:5..10', 'search.help.duration'],
      ['ratio:9:16', 'search.help.ratio'],
      ['copies:1', 'search.help.copies'],
    ],
  ],
];

export interface SearchHelpSurfaceProps {
  readonly triggerRef: RefObject<HTMLElement | null>;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onTry: (q: string) => void;
}

export function SearchHelpSurface({ onTry, ...opening }: SearchHelpSurfaceProps): ReactElement {
  const t = useText();
  return (
    <Popover {...opening} placement="bottom end">
      <Dialog className={styles.help ?? ''}>
        {({ close }) => (
          <>
            <Heading slot="title" level={2} className={styles.title ?? ''}>
              {t('search.help.title')}
            </Heading>
            <p className={styles.intro}>{t('search.help.intro')}</p>
            {GROUPS.map(([heading, examples]) => (
              <section key={heading} aria-label={t(heading)}>
                <h3 className={styles.group}>{t(heading)}</h3>
                <ul>
                  {examples.map(([query, meaning]) => (
                    <li key={query}>
                      <AriaButton
                        className={styles.example ?? ''}
                        onPress={() => {
                          close();
                          onTry(query);
                        }}
                      >
                        <code>{query}</code>
                        <span>{t(meaning)}</span>
                      </AriaButton>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </>
        )}
      </Dialog>
    </Popover>
  );
}
