/**
 * All that Electron's preload gives a page, as `window.taanuu`: named verbs, nothing of Electron itself (EL-20).
 * In a plain browser there is no bridge; the page then asks for the one-time code.
 */
export interface HouseBridge {
  /** The name of this window, e.g. `officer`. */
  readonly windowName: string;
  /** A one-time ticket for this window. */
  readonly ticket: () => Promise<string>;
  /** Says that the page's script runs and has drawn something; said again and again. */
  readonly alive: () => void;
}
