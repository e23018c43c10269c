/** One generation: its picture, its prompt, its marks, its facts, its files and its records. */
import { Heart } from 'lucide-react';
import type { ReactElement } from 'react';
import type { GenerationDetail } from '../../src-main/contract/items/generation.ts';
import { useEdits } from '../commands/edits/use-edits.ts';
import { IconButton } from '../design/Button.tsx';
import { Stars } from '../design/Stars.tsx';
import { type TextKey, useText } from '../i18n/use-text.ts';
import { later } from '../shell/Later.tsx';
import { CollectionEditor } from './annotations/CollectionEditor.tsx';
import { NoteField } from './annotations/NoteField.tsx';
import { TagEditor } from './annotations/TagEditor.tsx';
import { Facts } from './facts/Facts.tsx';
import { FileList } from './facts/FileList.tsx';
import { RecordList } from './facts/RecordList.tsx';
import styles from './Inspector.module.css';
import { Poster } from './Poster.tsx';
import { PromptBlock } from './PromptBlock.tsx';
import { Related } from './Related.tsx';

const ItemFolders = later(() => import('../folders/ItemFolders.tsx').then((module) => module.ItemFolders), null);

export function OneDetails({ detail }: { readonly detail: GenerationDetail }): ReactElement {
  return (
    <>
      <Poster detail={detail} />
      <StateNotice detail={detail} />
      <PromptBlock detail={detail} />
      <Marks detail={detail} />
      <TagEditor rowid={detail.rowid} tags={detail.tags} />
      <CollectionEditor rowid={detail.rowid} collections={detail.collections} />
      <NoteField rowid={detail.rowid} id={detail.id} note={detail.note} />
      <Facts detail={detail} />
      <Related key={detail.rowid} detail={detail} />
      <ItemFolders places={detail.places} />
      <FileList files={detail.files} />
      <RecordList records={detail.records} />
    </>
  );
}

/** What the item lacks, and how to complete it. */
function StateNotice({ detail }: { readonly detail: GenerationDetail }): ReactElement | null {
  const t = useText();
  const originals = detail.files.filter((file) => file.role !== 'thumbnail' && file.role !== 'reference');
  const isMissing = originals.length > 0 && originals.every((file) => file.missing);
  const key: TextKey | null =
    detail.state === 'prompt-only'
      ? 'inspector.state.prompt-only'
      : isMissing
        ? 'inspector.state.missing'
        : detail.state === 'media-only'
          ? 'inspector.state.media-only'
          : null;
  return key && <p className={styles.notice}>{t(key)}</p>;
}

function Marks({ detail }: { readonly detail: GenerationDetail }): ReactElement {
  const t = useText();
  const edits = useEdits();
  const selection = { type: 'rowids', rowids: [detail.rowid] } as const;
  return (
    <div className={styles.marks}>
      <Stars
        label={t('inspector.rating')}
        value={detail.rating}
        nameOf={(count) => t('inspector.stars', { count })}
        onChange={(rating) =>
          void edits.apply({ ...selection, rowids: [...selection.rowids] }, { set: 'rating', rating }, true)
        }
      />
      <IconButton
        label={t('inspector.favorite')}
        shortcut="F"
        isPressed={detail.favorite}
        icon={<Heart aria-hidden="true" fill={detail.favorite ? 'currentColor' : 'none'} />}
        onPress={() =>
          void edits.apply(
            { ...selection, rowids: [...selection.rowids] },
            { set: 'favorite', favorite: !detail.favorite },
            true,
          )
        }
      />
    </div>
  );
}
