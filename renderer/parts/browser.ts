import type { HouseBridge } from '../../main/api/bridge.ts';
import type { Surroundings } from './connection.ts';

declare global {
  interface Window {
    /** The preload's verbs; absent in a plain browser. */
    readonly taanuu?: HouseBridge;
  }
}

/** The real browser, or Electron's window with its bridge. */
export const browser: Surroundings = {
  openSocket: (address) => new WebSocket(address),
  fetch: (address, init) => fetch(address, init),
  ticket: window.taanuu?.ticket ?? null,
  random: Math.random,
};
