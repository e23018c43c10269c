/**
 * The types of the library itself: its place, its settings, its sources, and the functions that only the desktop has.
 */
import { z } from 'zod';
import { SentenceParams } from '../archive/problem.ts';
import { Belief } from '../archive/report.ts';
import { FormatName } from '../items/generation.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export const Theme = z.enum(THEMES);
export const Settings = z.object({
  theme: Theme.default('system'),
  /** BCP 47; null follows the system. */
  language: z.string().nullable().default(null),
  /** The target height of rows, in px. */
  density: z.number().min(80).max(480).default(196),
  /** Preview storage limit in bytes. */
  previewLimit: z.number().int().min(50_000_000).default(20_000_000_000),
  /** An additional folder for copies of snapshots; null for none. */
  backupFolder: z.string().max(4_000).nullable().default(null),
  /** Whether a window or `serve` verifies all originals once a week. */
  verifyWeekly: z.boolean().default(true),
  muted: z.boolean().default(true),
  /** The last view, as the query part of the page's address. A new window opens with the view of the last one. */
  address: z.string().max(20_000).default(''),
});
export type Settings = z.infer<typeof Settings>;

export const SourceInfo = z.object({
  id: z.number().int(),
  path: z.string(),
  kind: z.enum(['folder', 'zip', 'file']),
  formats: z.array(z.string()),
  generations: z.number().int(),
  files: z.number().int(),
  /** The number of files that were absent at the last check. */
  missing: z.number().int(),
  /** The accounts of its generations, when the source separates accounts. */
  accounts: z.array(z.string()),
  state: z.enum(['present', 'missing']),
  addedAt: z.string(),
  importedAt: z.string().nullable(),
  /** The format that the user chose; null: detected. */
  readAs: FormatName.nullable(),
  /** The detected formats and their signs, most documents first. */
  beliefs: z.array(Belief),
  /** Whether its changes are imported automatically while a window or `serve` runs. */
  watched: z.boolean(),
  /** The number of the source that contains this one and reads it; null when this source is read by itself. */
  within: z.number().int().nullable(),
  /** Whether a move to this place was cut off. The next import finishes it. */
  isMoving: z.boolean(),
});
export type SourceInfo = z.infer<typeof SourceInfo>;

/** The settings of a source that the user can change. Absent fields stay unchanged. */
export const SourceChange = z.object({ readAs: FormatName.nullable(), watched: z.boolean() }).partial();
export type SourceChange = z.infer<typeof SourceChange>;

export const LibraryInfo = z.object({
  version: z.string(),
  path: z.string(),
  total: z.number().int(),
  revision: z.number().int(),
  /** The door of this page. Only the desktop can open dialogs and reveal files. */
  door: z.enum(['desktop', 'browser']),
  platform: z.string(),
  ffmpeg: z.string().nullable(),
  settings: Settings,
  sources: z.array(SourceInfo),
  /** The file that tells what happened in the program, and the bytes of it and of those before it. */
  log: z.object({ file: z.string(), bytes: z.number() }),
  /** Why the library is read-only; null when it can be changed. */
  unwritable: z
    .object({ code: z.string(), message: z.string(), path: z.string().nullable(), params: SentenceParams })
    .nullable(),
});
export type LibraryInfo = z.infer<typeof LibraryInfo>;

/** A folder in the browser door's folder chooser: only folders and zips. */
export const FolderListing = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  /** Shortcuts such as the home and download folders. */
  places: z.array(z.object({ name: z.string(), path: z.string() })),
  entries: z.array(z.object({ name: z.string(), path: z.string(), kind: z.enum(['folder', 'zip']) })),
});
export type FolderListing = z.infer<typeof FolderListing>;

/** The body of every error answer: a code, one sentence, the path that it names, and the sentence's parameters. */
export const ErrorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    path: z.string().nullable(),
    params: SentenceParams.optional(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/**
 * The limits of one drag out of the window: the number of originals, and the bytes that must be unpacked from zips
 * first.
 */
export const DRAG_LIMIT = { items: 200, unpackedBytes: 2_000_000_000 } as const;

/** The result of a drag out of the window. */
export interface DragOutcome {
  /** `nothing`: no original was available. `too-large`: more than {@link DRAG_LIMIT} would have to be unpacked. */
  readonly state: 'dragged' | 'nothing' | 'too-large';
  /** The number of items without an available file. */
  readonly leftOut: number;
}

/** The functions that the desktop's preload offers to the page as `window.afterimage`; absent in a browser. */
export interface DesktopBridge {
  /** Opens the system's dialog; returns the chosen folders and zips, empty when dismissed. */
  chooseSources(): Promise<readonly string[]>;
  /** Opens the system's dialog for a folder to write into; null when dismissed. */
  chooseFolder(): Promise<string | null>;
  /** Opens the system's dialog for a backup or a snapshot; null when dismissed. */
  chooseBackup(): Promise<string | null>;
  /** Shows the file in the system's file manager; false when the file no longer exists. */
  revealFile(fileId: number): Promise<boolean>;
  /** Shows the folder of an export of this run in the system's file manager; false when it is not there any more. */
  revealExport(jobId: string): Promise<boolean>;
  /** Shows the log in the system's file manager; false when there is none. */
  revealLog(): Promise<boolean>;
  /** Starts dragging the originals of these generations out of the window, at most {@link DRAG_LIMIT} of them. */
  startDrag(rowids: readonly number[]): Promise<DragOutcome>;
  /** The paths of dropped files, in order. */
  pathsOf(files: readonly unknown[]): readonly string[];
  /** Opens one more window on the same library. */
  newWindow(): void;
  /** Called when a native menu item names a command; returns the unsubscribe function. */
  onCommand(listener: (command: string) => void): () => void;
  /** Called when a notification about an import was clicked; returns the unsubscribe function. */
  onShowReport(listener: (importId: number) => void): () => void;
}
