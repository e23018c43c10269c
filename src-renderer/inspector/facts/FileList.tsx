/** The files of a generation: type, size, whether each exists, and its place. */
import { Copy, FolderOpen } from 'lucide-react';
import type { ReactElement } from 'react';
import { CHECKSUM_DAMAGE, type FileInfo } from '../../../src-main/contract/items/generation.ts';
import type { FileChange } from '../../../src-main/contract/library/verification.ts';
import { IconButton } from '../../design/Button.tsx';
import { MiddleCut } from '../../design/MiddleCut.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { desktopBridge } from '../../shell/bridge.ts';
import { copyText } from '../../shell/copy-text.ts';
import { useToasts } from '../../shell/toast-store.ts';
import { baseName } from '../../sidebar/source-name.ts';
import { stateText } from '../../verifying/verify-text.ts';
import styles from '../Inspector.module.css';
import { Credentials } from './Credentials.tsx';

export function FileList({ files }: { readonly files: readonly FileInfo[] }): ReactElement | null {
  const t = useText();
  if (files.length === 0) return null;
  return (
    <div className={styles.part}>
      <h3 className={styles.partTitle}>{t('inspector.files', { count: files.length })}</h3>
      <ul>
        {files.map((file) => (
          <FileLine key={file.fileId} file={file} />
        ))}
      </ul>
    </div>
  );
}

function FileLine({ file }: { readonly file: FileInfo }): ReactElement {
  const t = useText();
  const format = useFormat();
  const name = baseName(file.entry ?? file.path);
  const facts = [
    file.role === 'original' ? null : t(`inspector.role.${file.role}`),
    file.mime,
    format.bytes(file.size),
    file.entry === null ? null : t('inspector.in-zip', { zip: baseName(file.path) }),
    file.verifiedAt === null || file.missing || file.change
      ? null
      : t('inspector.verified', { date: format.moment(file.verifiedAt) }),
  ];
  return (
    <li className={styles.file}>
      <div className={styles.fileText}>
        <span className={styles.fileName} title={file.entry === null ? file.path : `${file.path} → ${file.entry}`}>
          <MiddleCut text={name} />
        </span>
        <small>{facts.filter((fact) => fact !== null).join(' · ')}</small>
        {file.damage !== null && (
          <small className={styles.warning}>
            {file.damage === CHECKSUM_DAMAGE ? t('problem.zip-checksum') : file.damage}
          </small>
        )}
        {file.change && <Changed change={file.change} />}
        {file.missing && <small className={styles.warning}>{t('inspector.file-missing')}</small>}
      </div>
      <WayToFile file={file} />
      {file.c2pa && <Credentials credentials={file.c2pa} />}
    </li>
  );
}

function Changed({ change: { known, now } }: { readonly change: FileChange }): ReactElement {
  const t = useText();
  const format = useFormat();
  return (
    <>
      <small className={styles.warning}>{t('inspector.changed')}</small>
      <small>{t('verify.file.was', { state: stateText(t, format, known) })}</small>
      <small>{t('verify.file.is', { state: stateText(t, format, now) })}</small>
    </>
  );
}

/** In the desktop a button shows the file in its folder; in a browser it copies the path. */
function WayToFile({ file }: { readonly file: FileInfo }): ReactElement {
  const t = useText();
  const say = useToasts((state) => state.say);
  const fail = useToasts((state) => state.fail);
  const bridge = desktopBridge();
  const copy = async (): Promise<void> => {
    if (await copyText(file.path)) say(t('inspector.path-copied'));
    else fail(t('app.copy-failed'));
  };
  const reveal = async (): Promise<void> => {
    if (!(await bridge?.revealFile(file.fileId))) fail(t('error.revealed-gone'));
  };
  return bridge && !file.missing ? (
    <IconButton
      size="small"
      label={t('inspector.show-in-folder')}
      icon={<FolderOpen aria-hidden="true" />}
      onPress={() => void reveal()}
    />
  ) : (
    <IconButton
      size="small"
      label={t('inspector.copy-path')}
      icon={<Copy aria-hidden="true" />}
      onPress={() => void copy()}
    />
  );
}
