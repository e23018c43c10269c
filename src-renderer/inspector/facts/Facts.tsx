/** The facts of a generation, with their provenance when several sources know it. */
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { FormatName, GenerationDetail } from '../../../src-main/contract/items/generation.ts';
import { type Formatters, useFormat } from '../../i18n/format.ts';
import { type Text, useText } from '../../i18n/use-text.ts';
import { filterText } from '../../search/query-text.ts';
import { useView } from '../../state/store.ts';
import styles from '../Inspector.module.css';
import { provenanceOf } from './provenance.ts';

export function Facts({ detail }: { readonly detail: GenerationDetail }): ReactElement {
  const t = useText();
  const format = useFormat();
  const { mentions } = detail;
  const marks = [detail.liked && t('inspector.liked'), detail.draft && t('inspector.draft')].filter(
    (mark) => mark !== false,
  );
  return (
    <div>
      <dl className={styles.facts}>
        <Fact name={t('inspector.made')} note={detail.dateSource && t(`inspector.date.${detail.dateSource}`)}>
          {detail.createdAt === null ? t('inspector.made-unknown') : format.made(detail.createdAt)}
        </Fact>
        <Fact name={t('inspector.length')}>{lengthOf(detail, t, format)}</Fact>
        <Fact name={t('inspector.size')} note={statedSize(detail, t)}>
          {detail.width && detail.height ? `${detail.width} × ${detail.height}` : null}
        </Fact>
        <Fact name={t('inspector.codec')}>{detail.codec}</Fact>
        <Sourced field="model" detail={detail} name={t('inspector.model')}>
          {detail.model && <Find field="model" value={detail.model} />}
        </Sourced>
        <Sourced field="operation" detail={detail} name={t('inspector.operation')}>
          {detail.operation}
        </Sourced>
        <Sourced field="seed" detail={detail} name={t('inspector.seed')}>
          {detail.seed === null ? null : String(detail.seed)}
        </Sourced>
        <Sourced field="preset" detail={detail} name={t('inspector.preset')}>
          {detail.preset}
        </Sourced>
        <Sourced field="author" detail={detail} name={t('inspector.author')}>
          {detail.author && <Find field="author" value={detail.author} />}
        </Sourced>
        <Fact name={t('inspector.account')}>{detail.account && <Find field="account" value={detail.account} />}</Fact>
        <Fact name={t('inspector.mentions')}>{mentions.length > 0 && <People names={mentions} />}</Fact>
        <Fact name={t('inspector.marks')}>{marks.length > 0 && format.list(marks)}</Fact>
        <Fact name={t('inspector.known-to')}>
          {detail.formats.length > 0 && format.list(detail.formats.map((name) => formatName(t, name)))}
        </Fact>
        <Fact name={t('inspector.id')}>
          <span className={styles.id}>{detail.id}</span>
        </Fact>
      </dl>
    </div>
  );
}

/** The display name of a format; its code when there is none. */
function formatName(t: Text, name: FormatName): string {
  return t(`format.${name}`);
}

interface FactProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly note?: string | null;
}

/** Shows nothing for an unknown fact. */
function Fact({ name, children, note }: FactProps): ReactElement | null {
  const isEmpty = children === null || children === false || children === '';
  if (isEmpty) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">
        {children}
        {note && <small>{note}</small>}
      </dd>
    </>
  );
}

/** A fact whose source is named when several sources know the generation. */
function Sourced({
  field,
  detail,
  ...fact
}: FactProps & { readonly field: string; readonly detail: GenerationDetail }): ReactElement | null {
  const t = useText();
  return <Fact {...fact} note={provenanceOf(t, detail, field)} />;
}

interface FindProps {
  readonly field: string;
  readonly value: string;
  readonly label?: string;
}

/** A value as a link to a search for all items with this value. */
function Find({ field, value, label = value }: FindProps): ReactElement {
  const search = useView((state) => state.search);
  return (
    <Button className={styles.find ?? ''} onPress={() => search(filterText({ field, value, negated: false }))}>
      {label}
    </Button>
  );
}

/** Mentioned people as links to their pages. */
function People({ names }: { readonly names: readonly string[] }): ReactElement {
  const set = useView((state) => state.set);
  return (
    <span className={styles.findAll}>
      {names.map((name) => (
        <Fragment key={name}>
          <Button
            className={styles.find ?? ''}
            onPress={() => set({ screen: 'people', about: name, viewing: null, comparing: [] })}
          >
            @{name}
          </Button>{' '}
        </Fragment>
      ))}
    </span>
  );
}

function lengthOf(detail: GenerationDetail, t: Text, format: Formatters): string | null {
  if (detail.durationSeconds === null) return null;
  const sound =
    detail.hasAudio === null ? null : t(detail.hasAudio ? 'inspector.with-sound' : 'inspector.without-sound');
  const fps =
    detail.fps === null ? null : t('inspector.fps', { fps: format.number(Math.round(detail.fps * 100) / 100) });
  return [t('inspector.seconds', { seconds: format.tenths(detail.durationSeconds) }), fps, sound]
    .filter((part) => part !== null)
    .join(t('app.separator'));
}

function statedSize({ statedSize }: GenerationDetail, t: Text): string | null {
  return statedSize && t('inspector.stated-size', { size: `${statedSize.width} × ${statedSize.height}` });
}
