import type { BallotContract } from '../../main/api/ballot.ts';
import { startWindow } from '../parts/start.tsx';
import { BoxScreen } from './box-screen.tsx';

startWindow<BallotContract>(<BoxScreen />, (client, signal) => client.watch({}, { signal }));
