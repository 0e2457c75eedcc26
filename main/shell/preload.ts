import { contextBridge, ipcRenderer } from 'electron';
import type { HouseBridge } from '../api/bridge.ts';

/**
 * The only bridge between a page and Electron: its name and two named verbs (EL-20). What a page does it asks its zone for, not
 * the shell.
 */
const prefix = '--taanuu-window=';
const bridge: HouseBridge = {
  windowName: process.argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length) ?? '',
  ticket: () => ipcRenderer.invoke('ticket') as Promise<string>,
  alive: () => ipcRenderer.send('alive'),
};
contextBridge.exposeInMainWorld('taanuu', bridge);
