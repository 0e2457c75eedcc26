import type { ConsoleContract } from '../../main/api/console.ts';
import { viewsOf } from '../../main/api/console-news.ts';
import { startWindow } from '../parts/start.tsx';
import { Console } from './console.tsx';

document.documentElement.dataset.window = 'commission';
startWindow<ConsoleContract>(<Console />, async (client, signal) => viewsOf(await client.watch({}, { signal })));
