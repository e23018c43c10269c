/** The library itself: where it is, how it is set up, and the few things only the desktop can do. */
import { z } from 'zod';
import { FormatName } from './generation.ts';
import { SentenceParams } from './problem.ts';
import { Belief } from './report.ts';

export const Theme = z.enum(['system', 'light', 'dark']);
export const Settings = z.object({
  theme: Theme.default('system'),
  /** BCP 47; null follows the system. */
  language: z.string().nullable().default(null),
  /** The height rows aim at, in px. */
  density: z.number().min(80).max(480).default(196),
  /** Preview storage limit in bytes. */
  previewLimit: z.number().int().min(50_000_000).default(20_000_000_000),
  /** A folder where snapshots are copied besides; null without one. */
  backupFolder: z.string().max(4_000).nullable().default(null),
  muted: z.boolean().default(true),
  /** What was seen last, as the query part of the page's address: a window opens where the last one was left. */
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
  /** How many of the files were not there when it was last looked at. */
  missing: z.number().int(),
  /** The accounts its generations belong to, where they are kept apart. */
  accounts: z.array(z.string()),
  state: z.enum(['present', 'missing']),
  addedAt: z.string(),
  importedAt: z.string().nullable(),
  /** The layout the person says it is; null: as detected. */
  readAs: FormatName.nullable(),
  /** What it is believed to be and why, most documents first. */
  beliefs: z.array(Belief),
  /** Whether its changes are taken in by themselves while a window or `serve` runs. */
  watched: z.boolean(),
  /** The number of the source around it, through which it is read; null where it stands for itself. */
  within: z.number().int().nullable(),
});
export type SourceInfo = z.infer<typeof SourceInfo>;

/** What the person may change about a source; what is absent stays. */
export const SourceChange = z.object({ readAs: FormatName.nullable(), watched: z.boolean() }).partial();
export type SourceChange = z.infer<typeof SourceChange>;

export const LibraryInfo = z.object({
  version: z.string(),
  path: z.string(),
  total: z.number().int(),
  revision: z.number().int(),
  /** Which door this page came through: only the desktop can open dialogs and reveal files. */
  door: z.enum(['desktop', 'browser']),
  platform: z.string(),
  previewBytes: z.number(),
  ffmpeg: z.string().nullable(),
  settings: Settings,
  sources: z.array(SourceInfo),
  /** Why the library can only be looked at; null when it can be changed. */
  unwritable: z.object({ code: z.string(), message: z.string(), path: z.string().nullable(), params: SentenceParams }).nullable(),
});
export type LibraryInfo = z.infer<typeof LibraryInfo>;

/** A folder as the browser door's chooser shows it: folders and zips only. */
export const FolderListing = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  /** Shortcuts such as the home and download folders. */
  places: z.array(z.object({ name: z.string(), path: z.string() })),
  entries: z.array(z.object({ name: z.string(), path: z.string(), kind: z.enum(['folder', 'zip']) })),
});
export type FolderListing = z.infer<typeof FolderListing>;

/** Every error the routes answer with: a code, one sentence, the path it is about, and what the sentence speaks of. */
export const ErrorBody = z.object({
  error: z.object({ code: z.string(), message: z.string(), path: z.string().nullable(), params: SentenceParams.optional() }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** What one drag out of the window takes along: so many originals, and so many bytes that must be unpacked from zips first. */
export const DRAG_LIMIT = { items: 200, unpackedBytes: 2_000_000_000 } as const;

/** What became of a drag out of the window. */
export interface DragOutcome {
  /** `nothing`: no original was there; `too-large`: more had to be unpacked than {@link DRAG_LIMIT} allows. */
  readonly state: 'dragged' | 'nothing' | 'too-large';
  /** How many of the items have no file that is there. */
  readonly leftOut: number;
}

/** What the desktop's preload offers the page as `window.afterimage`; absent in a browser. */
export interface DesktopBridge {
  /** Opens the system's dialog; returns the chosen folders and zips, empty when dismissed. */
  chooseSources(): Promise<readonly string[]>;
  /** Opens the system's dialog for a folder to write into; null when dismissed. */
  chooseFolder(): Promise<string | null>;
  /** Shows the file in the system's file manager; false when it is not there any more. */
  revealFile(fileId: number): Promise<boolean>;
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
