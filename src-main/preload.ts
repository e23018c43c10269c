/** The bridge: the calls that the desktop offers the page as `window.afterimage`. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DesktopBridge } from './contract/library/library.ts';
import { CHANNELS } from './desktop/running/channels.ts';

const bridge: DesktopBridge = {
  chooseSources: () => ipcRenderer.invoke(CHANNELS.chooseSources),
  chooseFolder: () => ipcRenderer.invoke(CHANNELS.chooseFolder),
  chooseBackup: () => ipcRenderer.invoke(CHANNELS.chooseBackup),
  revealFile: (fileId) => ipcRenderer.invoke(CHANNELS.revealFile, fileId),
  revealExport: (jobId) => ipcRenderer.invoke(CHANNELS.revealExport, jobId),
  revealLog: () => ipcRenderer.invoke(CHANNELS.revealLog),
  startDrag: (rowids) => ipcRenderer.invoke(CHANNELS.startDrag, rowids),
  pathsOf: (files) => files.map((file) => webUtils.getPathForFile(file as File)).filter((path) => path !== ''),
  newWindow: () => ipcRenderer.send(CHANNELS.newWindow),
  onCommand: (listener) =>
    hear(CHANNELS.command, (command) => {
      if (typeof command === 'string') listener(command);
    }),
  onShowReport: (listener) =>
    hear(CHANNELS.showReport, (importId) => {
      if (typeof importId === 'number') listener(importId);
    }),
};

/** Listens to messages of the main process; returns the function that stops listening. */
function hear(channel: string, listener: (said: unknown) => void): () => void {
  const heard = (_event: unknown, said: unknown): void => listener(said);
  ipcRenderer.on(channel, heard);
  return () => void ipcRenderer.off(channel, heard);
}

contextBridge.exposeInMainWorld('afterimage', bridge);
