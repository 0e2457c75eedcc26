import type { BallotContract } from '../../main/api/ballot.ts';
import { startWindow } from '../parts/start.tsx';
import { BallotDesk } from './desk.tsx';

startWindow<BallotContract>(<BallotDesk />, (client, signal) => client.watch({}, { signal }));
