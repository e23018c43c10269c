/** The Content Credentials of a file: one line, and all details on request. Nothing is validated. */
import type { ReactElement, ReactNode } from 'react';
import type { ContentCredentials, CredentialManifest } from '../../../src-main/contract/items/credentials.ts';
import { Fold } from '../../design/Fold.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import styles from './Credentials.module.css';
import { actionText, credentialSummary, sourceTypeText } from './credential-text.ts';

export function Credentials({ credentials }: { readonly credentials: ContentCredentials }): ReactElement {
  const t = useText();
  const [active] = credentials.manifests;
  const { problem } = credentials;
  return (
    <div className={styles.credentials}>
      <p className={styles.name}>{t('credentials.name')}</p>
      <p className={styles.summary}>{credentialSummary(t, credentials).join(' · ')}</p>
      {problem && (
        <p className={problem === 'not-read' ? styles.summary : styles.warning}>
          {t(`credentials.problem.${problem}`)}
        </p>
      )}
      {active && (
        <Fold title={t('credentials.all')}>
          <Manifest manifest={active} earlier={credentials.manifestCount - 1} />
          <p className={styles.summary}>{t('credentials.note')}</p>
        </Fold>
      )}
    </div>
  );
}

interface ManifestProps {
  readonly manifest: CredentialManifest;
  readonly earlier: number;
}

function Manifest({ manifest, earlier }: ManifestProps): ReactElement {
  const t = useText();
  const format = useFormat();
  const { signature, ingredientCount, ingredientTitles } = manifest;
  return (
    <dl className={styles.facts}>
      <Fact name={t('credentials.generator')}>{manifest.generator}</Fact>
      <Fact name={t('credentials.actions')}>{manifest.actions.length > 0 && <Actions manifest={manifest} />}</Fact>
      <Fact name={t('credentials.title')}>{manifest.title}</Fact>
      <Fact name={t('credentials.format')}>{manifest.format}</Fact>
      <Fact name={t('credentials.made-from')}>
        {ingredientCount > 0 && (
          <>
            {t('credentials.ingredients', { count: ingredientCount })}
            {ingredientTitles.length > 0 && <small>{format.list(ingredientTitles)}</small>}
          </>
        )}
      </Fact>
      <Fact name={t('credentials.signer')}>
        {signature?.issuer && (
          <>
            {signature.issuer}
            {signature.algorithm && <small>{signature.algorithm}</small>}
          </>
        )}
      </Fact>
      <Fact name={t('credentials.time')}>{signature?.time && format.made(signature.time)}</Fact>
      <Fact name={t('credentials.manifest')}>
        <span className={styles.label}>{manifest.label}</span>
        {earlier > 0 && <small>{t('credentials.earlier', { count: earlier })}</small>}
      </Fact>
    </dl>
  );
}

function Actions({ manifest: { actions } }: { readonly manifest: CredentialManifest }): ReactElement {
  const t = useText();
  const format = useFormat();
  return (
    <ol>
      {actions.map(({ action, softwareAgent, digitalSourceType, when }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same may have been done twice; the list never changes order.
        <li key={index}>
          {[actionText(t, action), softwareAgent].filter((part) => part !== null).join(' · ')}
          {digitalSourceType && <small>{sourceTypeText(t, digitalSourceType)}</small>}
          {when && <small>{format.made(when)}</small>}
        </li>
      ))}
    </ol>
  );
}

/** Shows nothing for an unknown value. */
function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement | null {
  const isEmpty = children === null || children === undefined || children === false || children === '';
  if (isEmpty) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </>
  );
}
