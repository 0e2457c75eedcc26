import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { sayAlive } from './alive.ts';
import { browser } from './browser.ts';
import { connectZone } from './connection.ts';
import { Connected } from './connection-screens.tsx';
import { applySettings } from './settings.ts';
import './theme/theme.css';
import { startWords } from './words.ts';
import { followZone, type WindowView, ZoneContext } from './zone.ts';

/**
 * Starts a window: its words, its look, its line to the zone that served the page, and its screens.
 * @param watch opens the stream of what this zone shows its windows
 */
export function startWindow<Contract extends AnyContractRouter>(
  screens: ReactNode,
  watch: (client: ContractRouterClient<Contract>, signal: AbortSignal) => Promise<AsyncIterable<WindowView>>,
): void {
  startWords('ky');
  applySettings();
  const zone = followZone(connectZone<Contract>(location.href, browser), watch);
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no root');
  createRoot(root).render(
    <StrictMode>
      <ZoneContext value={zone}>
        <Connected>{screens}</Connected>
      </ZoneContext>
    </StrictMode>,
  );
  sayAlive(() => root.childElementCount > 0);
}
