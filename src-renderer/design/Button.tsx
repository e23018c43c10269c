/** Buttons: a primary action, a soft one, and a quiet one for toolbars; with or without an icon. */
import type { ReactElement, ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './Button.module.css';
import { Tooltip } from './Tooltip.tsx';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  readonly children: ReactNode;
  /** `primary` once a screen; `soft` stands on a surface; `quiet` is text until pointed at. */
  readonly variant?: 'primary' | 'soft' | 'quiet' | 'danger';
  readonly size?: 'small' | 'normal' | 'large';
  readonly icon?: ReactNode;
}

export function Button({ children, variant = 'soft', size = 'normal', icon, ...props }: ButtonProps): ReactElement {
  return (
    <AriaButton {...props} className={`${styles.button} ${styles[variant]} ${styles[size]}`}>
      {icon}
      {children}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  /** The accessible name, also shown as a tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly size?: 'small' | 'normal' | 'large';
  /** `over` stands on media and is white in both themes. */
  readonly tone?: 'quiet' | 'over';
  /** A toggle's state; leave out for plain buttons. */
  readonly isPressed?: boolean;
  /** Shown behind the name in the tooltip. */
  readonly shortcut?: string;
}

export function IconButton({
  label,
  icon,
  size = 'normal',
  tone = 'quiet',
  isPressed,
  shortcut,
  ...props
}: IconButtonProps): ReactElement {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <AriaButton
        {...props}
        aria-label={label}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        className={`${styles.button} ${styles.icon} ${styles[tone]} ${styles[size]}`}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
