/** A text field with its label, a description, and a sentence when the value is wrong. */
import type { ReactElement, Ref } from 'react';
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components';
import styles from './TextField.module.css';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'children' | 'className' | 'style'> {
  readonly label: string;
  /** Keeps the label for assistive technology only. */
  readonly isLabelHidden?: boolean;
  readonly placeholder?: string;
  readonly description?: string;
  readonly error?: string | null;
  /** More than one: a text area of that many lines that grows with its text. */
  readonly lines?: number;
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps): ReactElement {
  const { label, isLabelHidden = false, placeholder = '', description, error, lines = 1, inputRef, ...rest } = props;
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} className={styles.field ?? ''}>
      <Label className={isLabelHidden ? 'visually-hidden' : (styles.label ?? '')}>{label}</Label>
      {lines > 1 ? (
        <TextArea rows={lines} placeholder={placeholder} className={`${styles.input} ${styles.area}`} />
      ) : (
        <Input {...(inputRef ? { ref: inputRef } : {})} placeholder={placeholder} className={styles.input ?? ''} />
      )}
      {description && (
        <Text slot="description" className={styles.description ?? ''}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </AriaTextField>
  );
}
