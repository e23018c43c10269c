/** A family of remixes as a small tree; members that the library does not have are shown as unknown. */
import type { ReactElement } from 'react';
import { useCard } from '../api/cards/cards.ts';
import { useFamily } from '../api/insights.ts';
import { ThumbButton } from '../gallery/grid/ThumbButton.tsx';
import { useText } from '../i18n/use-text.ts';
import styles from './Related.module.css';

/** The side of a poster and the indent of a child, in px, and the deepest indent. */
const SIDE = 36;
const STEP = 16;
const DEEPEST = 6;

export function FamilyTree({ rowid }: { readonly rowid: number }): ReactElement | null {
  const t = useText();
  const { data = [] } = useFamily(rowid);
  if (data.length === 0) return null;
  return (
    <div className={styles.kin}>
      <div className={styles.kinHead}>
        <h3 className={styles.kinTitle}>{t('related.family')}</h3>
      </div>
      <ul className={styles.tree}>
        {data.map((member) => (
          <li
            key={member.postId}
            className={styles.member}
            style={{ paddingInlineStart: Math.min(DEEPEST, member.depth) * STEP }}
            aria-current={member.rowid === rowid ? 'true' : undefined}
          >
            {member.rowid === null ? (
              <>
                <span className={styles.unknown} style={{ width: SIDE, height: SIDE }} aria-hidden="true">
                  ?
                </span>
                <span className={styles.quiet} title={member.postId}>
                  {t('related.unknown')}
                </span>
              </>
            ) : (
              <Member rowid={member.rowid} isSelf={member.rowid === rowid} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Member({ rowid, isSelf }: { readonly rowid: number; readonly isSelf: boolean }): ReactElement {
  const t = useText();
  const card = useCard(rowid);
  return (
    <>
      <ThumbButton rowid={rowid} width={SIDE} height={SIDE} />
      <span className={styles.memberText} dir="auto">
        {isSelf ? t('related.this') : (card?.text ?? '')}
      </span>
    </>
  );
}
