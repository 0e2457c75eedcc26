import { parentPort } from 'node:worker_threads';
import type { Biometrics } from './enrol.ts';
import { portraitPng } from './portrait.ts';
import { enrolTemplates } from './templates.ts';
import type { DemoVoter } from './voters.ts';

/** The worker side of enrol.ts: one batch of voters in, their photos and fingers out. */
parentPort?.on('message', (batch: readonly DemoVoter[]) => {
  parentPort?.postMessage(batch.map((voter): [string, Biometrics] => [voter.record.record, enrol(voter)]));
});

function enrol(voter: DemoVoter): Biometrics {
  const { record, sex } = voter.record;
  return {
    photo: portraitPng({ seed: record, sex, age: voter.age }).toString('base64'),
    fingers: [...enrolTemplates(voter)],
  };
}
