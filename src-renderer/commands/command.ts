/** The type of a command. */
import type { TextKey } from '../i18n/use-text.ts';
import type { CommandContext } from './command-context.ts';
import type { CommandId } from './command-ids.ts';

export type CommandGroup = 'go' | 'items' | 'selection' | 'view' | 'library';

export interface Command {
  readonly id: CommandId;
  readonly name: TextKey;
  readonly group: CommandGroup;
  readonly shortcut?: string;
  /** A second shortcut. */
  readonly also?: string;
  /** Only in the desktop: a browser has its own command with its own key. */
  readonly isOfDesktop?: true;
  /** Absent: always available. */
  readonly isAvailable?: (context: CommandContext) => boolean;
  readonly run: (context: CommandContext) => void;
}
