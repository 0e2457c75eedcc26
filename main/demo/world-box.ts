import type { BallotStyle } from '../../core/ballot/definition.ts';
import type { GrayPage } from '../../core/ballot/reading.ts';
import { stylesOf, testPack } from '../../core/ballot/test-pack.ts';
import { type Election, precinctOf } from '../../core/election/election.ts';
import { SimulatedBallotBox } from '../../drivers/simulator/ballot-box/box.ts';
import { SimulatedPort } from '../../drivers/simulator/pty.ts';
import type { StrayPaper, WorldBallotBox, WorldSnag } from '../api/playground-box.ts';
import { BallotPaper, backSide, type FilledIn, otherPaper } from './ballot-paper.ts';

const A4_MM = 297;

export interface WorldBoxOptions {
  /** Where the box's serial port appears. */
  readonly port: string;
  readonly election: Election;
  /** Number of the precinct. */
  readonly station: string;
  /** Millimetres in a second; default as a real one. */
  readonly speed?: number;
  /** Number of the OS user who may open the port; default whoever runs this. */
  readonly owner?: number;
  readonly onChange: () => void;
}

/** The ballot box of the simulated world, and the people who put paper into it. */
export class WorldBox {
  readonly styles: readonly BallotStyle[];
  readonly #paper: BallotPaper;
  readonly #pack: readonly FilledIn[];
  readonly #port: SimulatedPort;
  readonly #box: SimulatedBallotBox;
  #snag: WorldSnag = 'none';
  #fed = 0;
  #sheets = 0;

  constructor(options: WorldBoxOptions) {
    const { election, station, port, owner, speed, onChange } = options;
    const { papers } = election;
    const precinct = precinctOf(election, station);
    if (!papers || !precinct) throw new Error('this election has no ballots, or no such station');
    this.styles = stylesOf(papers, precinct.constituency);
    this.#pack = testPack(papers, precinct.constituency).map((sheet) => ({ ...sheet, test: true }));
    this.#paper = new BallotPaper(election);
    this.#port = new SimulatedPort(port, owner === undefined ? {} : { owner });
    this.#box = new SimulatedBallotBox(this.#port, speed === undefined ? {} : { speed });
    this.#port.onPlug(onChange);
    this.#box.whereabouts.moved.on(onChange);
    this.#port.plug();
  }

  get view(): WorldBallotBox {
    const { path, whereabouts } = this.#box;
    const at = path.content === null ? 'none' : whereabouts.of(path.content.name);
    return {
      plugged: this.#port.plugged,
      cover: path.coverOpen ? 'open' : 'closed',
      snag: path.snag === null ? 'none' : this.#snag,
      sheet: at === 'slot' || at === 'path' ? at : 'none',
      valid: whereabouts.in('valid').length,
      invalid: whereabouts.in('invalid').length,
      pack: { fed: this.#fed, of: this.#pack.length },
    };
  }

  putBallot(filled: FilledIn): void {
    this.#put(this.#paper.ballot(filled, `${this.#sheets}`));
  }

  putTestSheet(): void {
    const sheet = this.#pack[this.#fed % this.#pack.length];
    if (sheet === undefined) return;
    if (this.#put(this.#paper.ballot(sheet, `${this.#sheets}`))) this.#fed = (this.#fed % this.#pack.length) + 1;
  }

  putPaper(paper: StrayPaper): void {
    this.#put(paper === 'back' ? backSide() : otherPaper());
  }

  take(): void {
    if (!this.#box.path.pull()) this.#box.path.takeOut();
  }

  /** The commission empties the compartments, as after a test. */
  empty(): void {
    this.#box.whereabouts.empty();
  }

  setCover(open: boolean): void {
    this.#box.setCover(open);
  }

  setSnag(at: WorldSnag): void {
    this.#snag = at;
    this.#box.path.snag = at === 'none' ? null : at;
  }

  plug(plugged: boolean): void {
    if (plugged) this.#port.plug();
    else this.#port.unplug();
  }

  close(): void {
    this.#port.unplug();
  }

  #put(page: GrayPage): boolean {
    this.#sheets += 1;
    return this.#box.path.insert({ name: `${this.#sheets}`, page, lengthMm: A4_MM });
  }
}
