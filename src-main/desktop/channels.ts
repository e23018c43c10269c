/** The names under which the preload and the main process speak, and where the page lives. Free of imports: the preload is bundled with it. */

export const PAGE_SCHEME = 'app';
export const PAGE_ORIGIN = 'app://afterimage';

export const CHANNELS = {
  chooseSources: 'afterimage:choose-sources',
  chooseFolder: 'afterimage:choose-folder',
  revealFile: 'afterimage:reveal-file',
  startDrag: 'afterimage:start-drag',
  newWindow: 'afterimage:new-window',
  command: 'afterimage:command',
  showReport: 'afterimage:show-report',
} as const;
