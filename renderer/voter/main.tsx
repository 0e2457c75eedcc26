import type { IdentificationContract } from '../../main/api/identification.ts';
import { startWindow } from '../parts/start.tsx';
import { VoterDisplay } from './voter-display.tsx';

startWindow<IdentificationContract>(<VoterDisplay />, (client, signal) => client.watch({}, { signal }));
