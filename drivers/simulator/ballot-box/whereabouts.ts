import { Listeners } from '../../listeners.ts';
import type { GrayPage } from '../../scanner/page-scanner.ts';

/** A sheet of paper. */
export interface PaperSheet {
  /** What the test calls it; nothing of it is on the paper. */
  readonly name: string;
  readonly page: GrayPage;
  readonly lengthMm: number;
  /** A second sheet that sticks to it and goes wherever it goes. */
  readonly under?: PaperSheet;
}

/** hand: a person has it; slot: it stands in the slot, and whoever wants can take it; path: the box has it. */
export type SheetPlace = 'hand' | 'slot' | 'path' | 'valid' | 'invalid';

export interface SheetMoved {
  readonly sheet: string;
  readonly to: SheetPlace;
}

/** What physically happened to every sheet, whatever anybody believes. Written by the simulator, never by what is tested. */
export class Whereabouts {
  /** All that happened, oldest first. */
  readonly facts: SheetMoved[] = [];
  readonly moved = new Listeners<SheetMoved>();
  private readonly places = new Map<string, SheetPlace>();

  record({ name, under }: PaperSheet, to: SheetPlace): void {
    if (this.places.get(name) !== to) {
      const moved = { sheet: name, to };
      this.places.set(name, to);
      this.facts.push(moved);
      this.moved.emit(moved);
    }
    if (under !== undefined) this.record(under, to);
  }

  /** A person empties both compartments. */
  empty(): void {
    for (const name of [...this.in('valid'), ...this.in('invalid')]) {
      this.places.set(name, 'hand');
      this.facts.push({ sheet: name, to: 'hand' });
      this.moved.emit({ sheet: name, to: 'hand' });
    }
  }

  /** Where a sheet is now; in somebody's hand unless it was ever put in. */
  of(name: string): SheetPlace {
    return this.places.get(name) ?? 'hand';
  }

  /** The sheets that are there, by name. */
  in(place: SheetPlace): readonly string[] {
    return [...this.places].filter(([, at]) => at === place).map(([name]) => name);
  }
}
