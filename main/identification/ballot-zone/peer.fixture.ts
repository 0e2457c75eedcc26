import type { IntoBallotZone, OutOfBallotZone } from '../../../core/hatch/hatch.ts';
import { passHatch, tellOfGone } from '../../../core/hatch/hatch.ts';
import type { HatchLine } from './hatch-line.ts';

const KEY = { device: 'd-ballot', key: 'k-ballot', signing: Buffer.alloc(32, 7).toString('base64url') };

/** A ballot zone as the identification zone knows it: what the supervisor lets through the hatch, and nothing else. */
export class Peer {
  readonly heard: IntoBallotZone[] = [];
  #take: (message: unknown) => void = () => {};

  readonly line: HatchLine = {
    throughHatch: (message) => {
      const passed = passHatch('identification', message);
      if (passed === null) throw new Error(`may not cross: ${JSON.stringify(message)}`);
      this.heard.push(passed.message as IntoBallotZone);
    },
    onHatch: (take) => {
      this.#take = take;
    },
  };

  say(message: OutOfBallotZone): void {
    const passed = passHatch('ballot', message);
    if (passed === null) throw new Error(`may not cross: ${JSON.stringify(message)}`);
    this.#take(passed.message);
  }

  /** It has started. */
  here(): void {
    this.say({ hatch: 'here', ...KEY });
  }

  /** Its process has died, as the supervisor tells it. */
  gone(): void {
    this.#take(tellOfGone('ballot')?.message);
  }

  /** Everything of a kind that it heard since it was asked last. */
  take<H extends IntoBallotZone['hatch']>(hatch: H): readonly Extract<IntoBallotZone, { hatch: H }>[] {
    const found = this.heard.filter((one): one is Extract<IntoBallotZone, { hatch: H }> => one.hatch === hatch);
    const others = this.heard.filter((one) => one.hatch !== hatch);
    this.heard.splice(0, this.heard.length, ...others);
    return found;
  }
}
