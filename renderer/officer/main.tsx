import type { IdentificationContract } from '../../main/api/identification.ts';
import { startWindow } from '../parts/start.tsx';
import { Desk } from './desk.tsx';

startWindow<IdentificationContract>(<Desk />, (client, signal) => client.watch({}, { signal }));
