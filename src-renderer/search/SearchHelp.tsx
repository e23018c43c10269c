/** The language of the search field, explained by examples that can be tried at once. */
import { CircleHelp } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Heading } from 'react-aria-components';
import { IconButton } from '../design/Button.tsx';
import { Popover } from '../design/Popover.tsx';
import { type TextKey, useText } from '../i18n/use-text.ts';
import styles from './SearchHelp.module.css';

const EXAMPLES: readonly (readonly [string, TextKey])[] = [
  ['paper dragon', 'search.help.words'],
  ['"night market"', 'search.help.phrase'],
  ['纸龙', 'search.help.cjk'],
  ['dragon -rain', 'search.help.without'],
  ['dragon OR boat', 'search.help.or'],
  ['tag:keepers', 'search.help.tag'],
  ['mention:ada', 'search.help.mention'],
  ['date:2025-11', 'search.help.date'],
  ['type:video duration>=10', 'search.help.type'],
  ['rating>=4', 'search.help.rating'],
  ['has:audio', 'search.help.has'],
  ['state:prompt-only', 'search.help.state'],
];

export function SearchHelp({ onTry }: { readonly onTry: (q: string) => void }): ReactElement {
  const t = useText();
  return (
    <DialogTrigger>
      <IconButton size="small" label={t('search.help')} icon={<CircleHelp aria-hidden="true" />} />
      <Popover placement="bottom end">
        <Dialog className={styles.help ?? ''}>
          {({ close }) => (
            <>
              <Heading slot="title" level={2} className={styles.title ?? ''}>
                {t('search.help.title')}
              </Heading>
              <p className={styles.intro}>{t('search.help.intro')}</p>
              <ul>
                {EXAMPLES.map(([query, meaning]) => (
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
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
