/** The bridge: what the desktop offers the page as `window.afterimage`, and nothing else. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DesktopBridge } from './contract/library.ts';
import { CHANNELS } from './desktop/channels.ts';

const bridge: DesktopBridge = {
  chooseSources: () => ipcRenderer.invoke(CHANNELS.chooseSources),
  chooseFolder: () => ipcRenderer.invoke(CHANNELS.chooseFolder),
  revealFile: (fileId) => ipcRenderer.invoke(CHANNELS.revealFile, fileId),
  startDrag: (fileId) => ipcRenderer.send(CHANNELS.startDrag, fileId),
  pathsOf: (files) => files.map((file) => webUtils.getPathForFile(file as File)).filter((path) => path !== ''),
  onCommand(listener) {
    const heard = (_event: unknown, command: unknown): void => {
      if (typeof command === 'string') listener(command);
    };
    ipcRenderer.on(CHANNELS.command, heard);
    return () => void ipcRenderer.off(CHANNELS.command, heard);
  },
};

contextBridge.exposeInMainWorld('afterimage', bridge);
