import { parentPort } from 'node:worker_threads';
import type { Biometrics, ToEnrol } from './enrol.ts';
import { portraitPng } from './portrait.ts';
import { enrolFinger } from './templates.ts';

/** The worker side of enrol.ts: one batch of voters in, their photos and fingers out. */
parentPort?.on('message', (batch: readonly ToEnrol[]) => {
  parentPort?.postMessage(batch.map((one): [string, Biometrics] => [one.voter.record.record, enrol(one)]));
});

function enrol({ voter, before }: ToEnrol): Biometrics {
  const { record, sex } = voter.record;
  return {
    photo: portraitPng({ seed: record, sex, age: voter.age }).toString('base64'),
    fingers: voter.fingers.map((finger) => before.find((one) => one.finger === finger) ?? enrolFinger(record, finger)),
  };
}
