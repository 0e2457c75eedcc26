import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { storageProblem } from '../../../storage/failure.ts';
import { type CommandIo, EXIT, isWrongUse, sayProblem, sayWrongUse } from '../../io.ts';
import { namespacesTrouble } from './namespaces.ts';
import { needsCable, simulateNetwork } from './network.ts';
import { type Fault, faults, hubFaults } from './plan.ts';

export const NETWORK_USAGE = `taanuu simulate network [--kiosks N] [--events N] [--seed S] [--faults LIST] [--apart POLICY]
                   [--loopback] [--without-hub] [--state FOLDER] [--json]
                   several kiosks of one station, each as the processes it is, in a network namespace of its own (needs
                   root and the Debian packages iproute2, nftables and nats-server); above them a hub of three
                   servers and two collectors; at the end all journals are held against each other, the hub, the
                   paper and the truth
  --kiosks N       kiosks of the station, 2 to 8 (default 3)
  --events N       visits, each of one voter at one kiosk; half of all voters stand before several at one moment (default 200)
  --faults LIST    names with commas between them, all (default) or none: ${faults.join(', ')}
  --apart POLICY   what kiosks do while they do not see each other: share (default), all or wait
  --loopback       without namespaces, on addresses 127.x.x.x: the cable cannot be hurt then
  --without-hub    the kiosks alone`;

const options = {
  kiosks: { type: 'string', default: '3' },
  events: { type: 'string', default: '200' },
  seed: { type: 'string', default: '1' },
  faults: { type: 'string', default: 'all' },
  apart: { type: 'string', default: 'share' },
  loopback: { type: 'boolean', default: false },
  'without-hub': { type: 'boolean', default: false },
  state: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const TOLD_EVERY_MS = 2_000;
const policies = ['share', 'all', 'wait'] as const;

/** `taanuu simulate network`. @returns 0 when everything is as it must be, 1 when not, 2 for wrong use */
export async function networkCommand(args: readonly string[], io: CommandIo): Promise<number> {
  const wrongUse = (why: string): number => {
    io.complain(why);
    io.complain(NETWORK_USAGE);
    return EXIT.usage;
  };
  let values: ReturnType<typeof parse>['values'];
  try {
    ({ values } = parse(args));
  } catch (error) {
    if (!isWrongUse(error)) throw error;
    return wrongUse(sayWrongUse(error));
  }
  const kiosks = Number(values.kiosks);
  if (!/^[2-8]$/.test(values.kiosks)) return wrongUse('--kiosks is a number from 2 to 8.');
  if (!/^[1-9]\d{0,5}$/.test(values.events))
    return wrongUse('--events is a whole number from 1, of six digits at most.');
  const apart = policies.find((one) => one === values.apart);
  if (!apart) return wrongUse(`--apart is one of ${policies.join(', ')}.`);
  const hub = !values['without-hub'];
  const all = values.faults === 'all';
  const wanted = all
    ? faults.filter((one) => (!values.loopback || needsCable([one]).length === 0) && (hub || !hubFaults.has(one)))
    : faultsOf(values.faults);
  if (!wanted) return wrongUse(`--faults is all, none, or some of ${faults.join(', ')}.`);
  const noCable = values.loopback ? needsCable(wanted) : [];
  if (noCable.length > 0) return wrongUse(`On the loopback the cable cannot be hurt: ${noCable.join(', ')}.`);
  const noHub = hub ? [] : wanted.filter((one) => hubFaults.has(one));
  if (noHub.length > 0) return wrongUse(`Without a hub it cannot be hurt: ${noHub.join(', ')}.`);
  const trouble = values.loopback ? null : namespacesTrouble();
  if (trouble !== null) {
    io.complain(`${trouble}.`);
    io.complain('With --loopback the kiosks run without namespaces, and no cable is hurt.');
    return EXIT.usage;
  }
  const stateDir = values.state ?? mkdtempSync(join(tmpdir(), 'taanuu-network-'));
  const again = `taanuu simulate network ${['kiosks', 'events', 'seed', 'faults', 'apart'].map((name) => `--${name} ${values[name as 'seed']}`).join(' ')}${values.loopback ? ' --loopback' : ''}${hub ? '' : ' --without-hub'}`;
  let [told, at] = [0, 'the beginning'];
  try {
    const report = await simulateNetwork({
      ...{ stateDir, kiosks, apart, events: Number(values.events), seed: values.seed, faults: wanted, hub },
      cables: values.loopback ? 'loopback' : 'namespaces',
      onProgress: (step, done, of) => {
        at = `${step}: ${done} of ${of}`;
        if (performance.now() - told < TOLD_EVERY_MS) return;
        told = performance.now();
        io.complain(`▸ ${at}`);
      },
    });
    io.out(JSON.stringify(report, null, values.json ? undefined : 2));
    for (const line of report.wrong) io.complain(`is not as it must be: ${line}`);
    if (report.wrong.length > 0) io.complain(`seed ${values.seed}; once more: ${again}`);
    return report.wrong.length === 0 ? EXIT.done : EXIT.refused;
  } catch (error) {
    const problem = storageProblem(error, stateDir);
    io.complain(problem ? sayProblem(problem) : `stopped at ${at}; seed ${values.seed}; once more: ${again}`);
    if (!problem) throw error;
    return EXIT.refused;
  } finally {
    if (values.state === undefined) rmSync(stateDir, { recursive: true, force: true });
  }
}

function faultsOf(text: string): readonly Fault[] | null {
  if (text === 'none') return [];
  const named = text.split(',').map((name) => faults.find((one) => one === name));
  const known = named.filter((one) => one !== undefined);
  return known.length === named.length ? [...new Set(known)] : null;
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, strict: true });
}
