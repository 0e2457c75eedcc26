import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../kit/engines.ts';
import { handingOver, nextElectionTaken, wipe } from './afterwards.ts';
import { applications } from './applications.ts';
import { closing } from './closing.ts';
import { day, morning } from './day.ts';
import { Life } from './life.ts';
import { outside } from './outside.ts';
import { provisioning } from './provisioning.ts';
import { rehearsal } from './rehearsal.ts';
import { repeatVote } from './repeat.ts';

/** The chapters of a station's life, in the order in which `taanuu simulate election` goes through them. */
const chapters: Readonly<Record<string, (life: Life) => Promise<void>>> = {
  'an empty device is registered and takes its first package': provisioning,
  'a voter applies for a visit, and the commission grants it': applications,
  'an operator rehearses, and nothing of it stays': rehearsal,
  'the applicant is admitted outside the room, the day before': outside,
  'the chair opens the day': morning,
  'voters come, the operators change, the kiosk stands still': day,
  'the chair draws the act, closes, and takes the log': closing,
  'the vote is repeated two weeks later': repeatVote,
  'the station is handed over': handingOver,
  'the device is emptied on the order of the commission': wipe,
  'the device takes the next election': nextElectionTaken,
};

/**
 * Tells the whole life of a station, by hands at its windows, in this engine. The engines stand in files of their own: so
 * they run side by side.
 */
export function lifeIn(engine: Engine): void {
  describe(`the life of a station in ${engine}`, () => {
    let life: Life;
    beforeAll(() => {
      life = new Life(engine);
    });
    afterAll(() => life?.close());
    let told = 0;
    for (const [place, [title, chapter]] of Object.entries(chapters).entries()) {
      it(title, async () => {
        // Without the chapters before it none can begin, and would only wait for what does not come.
        expect(told).toBe(place);
        try {
          await chapter(life);
        } catch (error) {
          await life.picture('failed').catch(() => {});
          throw error;
        }
        told += 1;
      });
    }
  });
}
