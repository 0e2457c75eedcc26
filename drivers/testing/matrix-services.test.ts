import { cellsHold } from './matrix/cells.fixture.ts';
import { rows, services } from './matrix/rows.ts';

cellsHold(rows.filter(({ device }) => services.includes(device)));
