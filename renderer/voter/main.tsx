import { startWindow } from '../parts/start.tsx';
import { VoterDisplay } from './voter-display.tsx';

startWindow(<VoterDisplay />);
