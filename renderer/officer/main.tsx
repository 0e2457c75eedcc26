import { startWindow } from '../parts/start.tsx';
import { Desk } from './desk.tsx';

startWindow(<Desk />);
