import { writeFileSync } from 'node:fs';
import { enrolAll } from '../main/demo/enrol.ts';
import { encodeEnrolled, enrolledFile } from '../main/demo/enrolled-before.ts';
import { demoVoters } from '../main/demo/voters.ts';
import { progress } from './say.ts';

/**
 * `node tools/enrol-demo.ts`: draws and enrols the fingers of everybody on the list of the demo's first station, which
 * takes minutes, and writes them to assets/demo/enrolled.bin, so that nobody's first `npm start` has to. To be run
 * when anything changes that a template follows from; `npm run check` says so.
 */
const PRECINCT = '0001';
const voters = demoVoters().filter(({ record }) => record.precinct === PRECINCT);
const enrolled = await enrolAll(voters, new Map(), progress('enrolling the voters of the demo'));
const fingers = voters.map(({ record }) => [record.record, enrolled.get(record.record)?.fingers ?? []] as const);
writeFileSync(enrolledFile, encodeEnrolled(new Map(fingers)));
