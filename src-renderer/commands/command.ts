/** What a command is. */
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
  /** Only the desktop has it: a browser has its own, under its own key. */
  readonly isOfDesktop?: true;
  /** Left out: always. */
  readonly isAvailable?: (context: CommandContext) => boolean;
  readonly run: (context: CommandContext) => void;
}
