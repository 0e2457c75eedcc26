import { lifeIn } from './told.ts';

lifeIn('Chromium');
