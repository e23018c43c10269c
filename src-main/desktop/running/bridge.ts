/** Answers the calls of the page's bridge. A call must come from our own page, and its arguments are checked. */
import type {
  BrowserWindow,
  Dialog,
  IpcMain,
  IpcMainEvent,
  IpcMainInvokeEvent,
  NativeImage,
  Shell,
  WebContents,
} from 'electron';
import { z } from 'zod';
import type { Library } from '../../app/library/library.ts';
import type { DragOutcome } from '../../contract/library/library.ts';
import { isThere } from '../../storage/is-there.ts';
import { logOf } from '../../storage/log.ts';
import type { DesktopTexts } from '../menu/texts/en.ts';
import { Dragged, originalsOf } from '../windows/drag-out.ts';
import { isPage } from '../windows/page-protocol.ts';
import { CHANNELS } from './channels.ts';
import { promptly } from './pulse.ts';

export interface BridgeParts {
  readonly ipc: Pick<IpcMain, 'handle' | 'on'>;
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showMessageBox'>;
  readonly shell: Pick<Shell, 'showItemInFolder'>;
  /** The picture of a dragged file under the pointer. Never empty. */
  readonly dragIcon: (path: string) => Promise<NativeImage>;
  readonly library: Pick<Library, 'path' | 'reads' | 'previews' | 'jobs'>;
  /** The window that a call came from. */
  readonly windowOf: (sender: WebContents) => BrowserWindow | null;
  readonly newWindow: () => void;
  readonly texts: () => DesktopTexts;
  readonly platform: NodeJS.Platform;
}

const FileId = z.number().int().nonnegative();
const JobId = z.string().max(100);
const Nothing = z.undefined();

/** Listens to the calls of the page. Calls from elsewhere or with invalid arguments are refused. */
export function serveBridge(parts: BridgeParts): void {
  const { ipc, shell, library } = parts;
  ipc.handle(CHANNELS.chooseSources, async (event, ...args) => {
    checked(event, Nothing, args);
    return chooseSources(parts, event.sender);
  });
  ipc.handle(CHANNELS.chooseFolder, async (event, ...args) => {
    checked(event, Nothing, args);
    return chooseFolder(parts, event.sender);
  });
  ipc.handle(CHANNELS.chooseBackup, async (event, ...args) => {
    checked(event, Nothing, args);
    return chooseBackup(parts, event.sender);
  });
  ipc.handle(CHANNELS.revealFile, async (event, ...args) => {
    const file = await library.reads.file(checked(event, FileId, args));
    if (!file || !(await isThere(file.path))) return false;
    shell.showItemInFolder(file.path);
    return true;
  });
  ipc.handle(CHANNELS.revealExport, async (event, ...args) => {
    const directory = library.jobs.get(checked(event, JobId, args))?.exported?.directory;
    if (directory === undefined || !(await isThere(directory))) return false;
    shell.showItemInFolder(directory);
    return true;
  });
  ipc.handle(CHANNELS.revealLog, async (event, ...args) => {
    checked(event, Nothing, args);
    const { file } = logOf(library.path);
    if (!(await isThere(file))) return false;
    shell.showItemInFolder(file);
    return true;
  });
  ipc.handle(CHANNELS.startDrag, (event, ...args) => startDrag(parts, event, args));
  ipc.on(CHANNELS.newWindow, (event, ...args) => {
    checked(event, Nothing, args);
    parts.newWindow();
  });
}

/**
 * The single argument of a call. Throws when the call does not come from the main frame of our page, or when the
 * argument is invalid.
 */
function checked<T>(event: IpcMainInvokeEvent | IpcMainEvent, schema: z.ZodType<T>, args: readonly unknown[]): T {
  const frame = event.senderFrame;
  if (!frame || frame.parent !== null || !isPage(frame.url)) throw new Error('Only the page itself may call.');
  if (args.length > 1) throw new Error('The call has too many arguments.');
  return schema.parse(args[0]);
}

/** Windows and Linux have no dialog for both folders and files, so the person chooses the kind first. */
async function chooseSources(
  { dialog, windowOf, texts, platform }: BridgeParts,
  sender: WebContents,
): Promise<readonly string[]> {
  const parent = windowOf(sender);
  if (!parent) return [];
  const text = texts();
  const filters = [{ name: text.zips, extensions: ['zip', '001'] }];
  const open = async (properties: ('openFile' | 'openDirectory')[]): Promise<readonly string[]> => {
    const { filePaths } = await promptly(
      dialog.showOpenDialog(parent, {
        title: text.chooseTitle,
        properties: [...properties, 'multiSelections'],
        ...(properties.includes('openFile') ? { filters } : {}),
      }),
    );
    return filePaths;
  };
  if (platform === 'darwin') return open(['openFile', 'openDirectory']);
  const { response } = await promptly(
    dialog.showMessageBox(parent, {
      type: 'question',
      message: text.chooseQuestion,
      detail: text.chooseDetail,
      buttons: [text.chooseZips, text.chooseFolder, text.cancel],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    }),
  );
  return response === 2 ? [] : open([response === 1 ? 'openDirectory' : 'openFile']);
}

/** Asks for one folder; the dialog can create it. */
async function chooseFolder({ dialog, windowOf, texts }: BridgeParts, sender: WebContents): Promise<string | null> {
  const parent = windowOf(sender);
  if (!parent) return null;
  const { filePaths } = await promptly(
    dialog.showOpenDialog(parent, {
      title: texts().chooseTarget,
      properties: ['openDirectory', 'createDirectory'],
    }),
  );
  return filePaths[0] ?? null;
}

/** A zip that was written as a backup, or a snapshot. */
async function chooseBackup({ dialog, windowOf, texts }: BridgeParts, sender: WebContents): Promise<string | null> {
  const parent = windowOf(sender);
  if (!parent) return null;
  const { filePaths } = await promptly(
    dialog.showOpenDialog(parent, {
      title: texts().chooseBackup,
      properties: ['openFile'],
      filters: [{ name: texts().backups, extensions: ['zip', 'sqlite'] }],
    }),
  );
  return filePaths[0] ?? null;
}

async function startDrag(
  { library, dragIcon }: BridgeParts,
  event: IpcMainInvokeEvent,
  args: readonly unknown[],
): Promise<DragOutcome> {
  const { paths, outcome } = await originalsOf(checked(event, Dragged, args), library);
  const [file] = paths;
  if (file !== undefined) event.sender.startDrag({ file, files: [...paths], icon: await dragIcon(file) });
  return outcome;
}
