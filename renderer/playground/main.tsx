import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { PlaygroundContract } from '../../main/api/playground.ts';
import { sayAlive } from '../parts/alive.ts';
import { browser } from '../parts/browser.ts';
import { connectZone } from '../parts/connection.ts';
import { startWords } from '../parts/words.ts';
import { Playground } from './playground.tsx';
import '../parts/theme/tokens.css';
import '../parts/theme/base.css';
import '../parts/theme/controls.css';
import './playground.css';
import './person.css';
import './table.css';
import './ballots.css';
import { followWorld, WorldContext } from './world.ts';

startWords('ky');
const line = followWorld(connectZone<PlaygroundContract>(location.href, browser));
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <WorldContext value={line}>
      <Playground />
    </WorldContext>
  </StrictMode>,
);
sayAlive(() => root.childElementCount > 0);
