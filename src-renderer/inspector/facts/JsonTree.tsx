/**
 * A JSON value as a tree of plain text. Branches are rendered when they are opened; long lists and texts are shown in
 * parts.
 */
import { type ReactElement, useState } from 'react';
import { Button } from 'react-aria-components';
import { Fold } from '../../design/Fold.tsx';
import { type Text, useText } from '../../i18n/use-text.ts';
import styles from './JsonTree.module.css';
import { branchesOf, CUT, isBranch, PAGE, sizeOf } from './json-branches.ts';

export function JsonTree({ value }: { readonly value: unknown }): ReactElement {
  return isBranch(value) ? <Branches value={value} /> : <Leaf value={value} />;
}

function Branches({ value }: { readonly value: object }): ReactElement {
  const t = useText();
  const [shown, setShown] = useState(PAGE);
  const size = sizeOf(value);
  return (
    <ul className={styles.branches}>
      {branchesOf(value, shown).map(([key, child]) => (
        <li key={key}>
          <Entry name={key} value={child} />
        </li>
      ))}
      {size > shown && (
        <li>
          <Button className={styles.more ?? ''} onPress={() => setShown(shown + PAGE * 5)}>
            {t('inspector.more-entries', { count: size - shown })}
          </Button>
        </li>
      )}
    </ul>
  );
}

function Entry({ name, value }: { readonly name: string; readonly value: unknown }): ReactElement {
  const t = useText();
  if (!isBranch(value)) {
    return (
      <div className={styles.entry}>
        <span className={styles.name}>{name}</span> <Leaf value={value} />
      </div>
    );
  }
  return (
    <Fold title={<span className={styles.name}>{name}</span>} detail={summaryOf(value, t)}>
      <Branches value={value} />
    </Fold>
  );
}

function summaryOf(value: object, t: Text): string {
  const count = t('inspector.items', { count: sizeOf(value) });
  return Array.isArray(value) ? `[ ${count} ]` : `{ ${count} }`;
}

function Leaf({ value }: { readonly value: unknown }): ReactElement {
  const t = useText();
  const [isWhole, setWhole] = useState(false);
  if (typeof value !== 'string') return <span className={styles.plain}>{String(value)}</span>;
  const isLong = value.length > CUT;
  return (
    <span className={styles.text} dir="auto">
      {isLong && !isWhole ? `${value.slice(0, CUT)}…` : value}
      {isLong && !isWhole && (
        <Button className={styles.more ?? ''} onPress={() => setWhole(true)}>
          {t('inspector.more-text', { count: value.length })}
        </Button>
      )}
    </span>
  );
}
