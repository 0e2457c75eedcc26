import type { Page } from 'playwright-core';
import type { ProcessPlan } from '../../../main/host/plan.ts';
import { chromiumKiosk, electronKiosk } from './kiosk.ts';

/** A whole kiosk, whichever engine shows its windows. */
export interface Kiosk {
  /** The page of a window, once it is connected. */
  readonly page: (window: string) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** What can show the windows of a kiosk. */
export type Engine = 'Chromium' | 'Electron';

/** Starts a kiosk in each of them. */
export const engines: Readonly<Record<Engine, (plan: readonly ProcessPlan[]) => Promise<Kiosk>>> = {
  Chromium: chromiumKiosk,
  Electron: (plan) => electronKiosk(plan),
};
