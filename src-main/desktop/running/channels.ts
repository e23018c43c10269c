/**
 * The names of the channels between the preload and the main process, and the address of the page. Without imports,
 * because the preload bundles it.
 */

export const PAGE_SCHEME = 'app';
export const PAGE_ORIGIN = 'app://afterimage';

export const CHANNELS = {
  chooseSources: 'afterimage:choose-sources',
  chooseFolder: 'afterimage:choose-folder',
  chooseBackup: 'afterimage:choose-backup',
  revealFile: 'afterimage:reveal-file',
  revealExport: 'afterimage:reveal-export',
  revealLog: 'afterimage:reveal-log',
  startDrag: 'afterimage:start-drag',
  newWindow: 'afterimage:new-window',
  command: 'afterimage:command',
  showReport: 'afterimage:show-report',
} as const;
