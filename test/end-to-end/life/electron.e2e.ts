import { lifeIn } from './told.ts';

lifeIn('Electron');
