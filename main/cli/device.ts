import { readFile, rm, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { precinctNumberSchema } from '../../core/election/common.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { deviceCode, qrCode, qrText } from '../../core/qr/qr.ts';
import type { HidLayout } from '../../drivers/document/hid-codec.ts';
import { deviceRequest, deviceRequestSchema, hasKeys, openKeys } from '../access/keys.ts';
import { areWordsOf, fingerprintWords } from '../access/keys-words.ts';
import { discover } from '../identification/devices/discovery.ts';
import { hasCommission, openCommission, readCertificate } from '../package/commission.ts';
import { fileProblem } from '../storage/file-problem.ts';
import { type CommandIo, EXIT, isWrongUse, sayProblem, sayWrongUse } from './io.ts';
import { replay } from './replay/command.ts';

export const DEVICE_USAGE = `taanuu device show --state FOLDER [--serial TEXT] [--json]
    on the device: shows serial number and the words of its keys, as text and as a QR code; the first call makes the keys.
    --json writes the request for registration: taanuu device show --state FOLDER --json > request.json
taanuu device register --commission FOLDER --request FILE (--station N | --spare) --out FILE [--name TEXT]
    at the commission: checks that the request comes from who holds the device's keys, signs its certificate and assigns
    it. The first call makes the commission's root key, under its --name. Compare the device's words before handing over.
taanuu device revoke --commission FOLDER --device ID
    at the commission: takes a device out of use. It stays on the list of the packages that follow, so that its journals
    are still verified, and gets no key of them; a kiosk that is shown one serves nobody in an official election
taanuu device accept CERTIFICATE --state FOLDER --words "WORD WORD …"
    on the device: takes the commission's root key, once, if its words are those that two people compared
taanuu device ports [--group GROUP] [--json]
    what is plugged in or answers, with what a kiosk's configuration says as \`at\`: serial ports, HID devices, USB printers
    (cable), chip readers and fingerprint services (reader), page scanners (scanner), print queues (printer), supplies
    (power), cameras (screen)
taanuu device replay FILE [--drive] [--layout LAYOUT]
    shows a recording of a device's wire: what passed when, in hex, with its frames by their names. --drive plays it to the
    driver of that device and tells its states, problems and results; where the driver writes something else than it did
    then, the first difference is shown and the exit code is 1. --layout is that of an HID scanner: pos, counted, padded
exit code 0: done; 1: refused, nothing was changed; 2: wrong use`;

const options = {
  state: { type: 'string' },
  serial: { type: 'string' },
  commission: { type: 'string' },
  request: { type: 'string' },
  device: { type: 'string' },
  station: { type: 'string' },
  spare: { type: 'boolean' },
  out: { type: 'string' },
  name: { type: 'string' },
  words: { type: 'string' },
  json: { type: 'boolean' },
  group: { type: 'string' },
  drive: { type: 'boolean' },
  layout: { type: 'string' },
} as const;
const GROUPS = ['all', 'cable', 'reader', 'scanner', 'printer', 'power', 'screen'] as const;
const LAYOUTS = ['pos', 'counted', 'padded'] as const satisfies readonly HidLayout[];
const WHAT = 'What is to be done: show, register, revoke, accept, ports or replay?';
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/**
 * `taanuu device …`: the life of a device's keys before the first package.
 * @param args what follows `device` on the command line
 * @returns exit code: 0 done, 1 refused, 2 wrong use
 */
export async function deviceCommand(args: readonly string[], io: CommandIo): Promise<number> {
  let parsed: { values: Values; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!isWrongUse(error)) throw error;
    return wrongUse(io, sayWrongUse(error));
  }
  const { values, positionals } = parsed;
  try {
    switch (positionals[0]) {
      case 'show':
        return await show(values, io);
      case 'ports':
        return await ports(values, io);
      case 'replay':
        return await replayed(positionals[1], values, io);
      case 'register':
        return await register(values, io);
      case 'revoke':
        return await revoke(values, io);
      case 'accept':
        return await accept(positionals[1], values, io);
      default:
        return wrongUse(io, positionals[0] === undefined ? WHAT : `There is no “device ${positionals[0]}”.`);
    }
  } catch (error) {
    const trouble = fileProblem(error);
    if (trouble === null) throw error;
    return refuse(io, trouble);
  }
}

async function show(values: Values, io: CommandIo): Promise<number> {
  if (!values.state) return missing(io, 'state');
  const keys = await openKeys(values.state, values.serial);
  if (!keys.ok) return refuse(io, keys.error);
  if (values.json) {
    io.out(JSON.stringify(deviceRequest(keys.value, false)));
    return EXIT.done;
  }
  const { device: id, serial, words, strength } = keys.value;
  const commission = keys.value.commission();
  io.out(`device    ${id}`);
  io.out(`serial    ${serial}`);
  io.out(`words     ${words.join(' ')}`);
  io.out(`keys in   ${strength}`);
  io.out(
    `trusts    ${commission ? `${commission.name}: ${fingerprintWords(commission.root).join(' ')}` : 'nobody yet'}`,
  );
  // On a terminal always dark on light, whatever its colours: not every camera reads the negative.
  const [on, off] = io.terminal ? ['\u001b[30;107m', '\u001b[0m'] : ['', ''];
  for (const line of qrText(qrCode(deviceCode({ id, serial, words })))) io.out(`${on}${line}${off}`);
  return EXIT.done;
}

/** Every list is asked for: where one cannot be had, the others are shown all the same. */
async function ports(values: Values, io: CommandIo): Promise<number> {
  const group = z.enum(GROUPS).safeParse(values.group ?? 'all');
  if (!group.success) return wrongUse(io, `--group is one of ${GROUPS.join(', ')}.`);
  const { found, problems } = await discover(group.data === 'all' ? null : group.data);
  if (values.json) io.out(JSON.stringify(found));
  for (const { kind, at, path, name, port } of values.json ? [] : found) {
    io.out(
      [kind.padEnd(6), at.padEnd(28), (path === at ? '-' : path).padEnd(14), (port ?? '-').padEnd(6), name].join('  '),
    );
  }
  for (const problem of problems) io.complain(sayProblem(problem));
  // What cables there are, the computer itself must be able to say; a service that nobody has installed is no failure.
  if (problems.some(({ code }) => code === 'device.list-unavailable' || code === 'device.list-late'))
    return EXIT.refused;
  if (found.length === 0) io.complain('Nothing was found.');
  return EXIT.done;
}

async function replayed(file: string | undefined, values: Values, io: CommandIo): Promise<number> {
  if (file === undefined) return wrongUse(io, 'Which recording?');
  const layout = z.enum(LAYOUTS).safeParse(values.layout ?? 'pos');
  if (!layout.success) return wrongUse(io, `--layout is one of ${LAYOUTS.join(', ')}.`);
  return replay(file, values.drive ? { layout: layout.data } : null, io);
}

async function register(values: Values, io: CommandIo): Promise<number> {
  for (const name of ['commission', 'request', 'out'] as const) if (!values[name]) return missing(io, name);
  if (values.spare && values.station !== undefined) return wrongUse(io, 'Either --station or --spare, not both.');
  const station = values.spare ? null : values.station;
  if (!values.commission || !values.request || !values.out || station === undefined) return missing(io, 'station');
  if (station !== null && !precinctNumberSchema.safeParse(station).success) {
    return refuse(io, { code: 'command.precinct', params: { precinct: station } });
  }
  const request = deviceRequestSchema.safeParse(json(await readFile(values.request, 'utf8')));
  if (!request.success) return refuse(io, { code: 'package.request' });
  if (values.name === undefined && !hasCommission(values.commission)) {
    return refuse(io, { code: 'package.no-commission', params: { folder: values.commission } });
  }
  const { signing, agreement } = request.data;
  const commission = openCommission(values.commission, values.name ?? 'commission', false);
  // Tried before anything is assigned: a certificate that cannot be handed over must not leave a device registered.
  await writeFile(values.out, '');
  const certificate = await commission.register(request.data, station);
  if (!certificate.ok) {
    await rm(values.out);
    return refuse(io, certificate.error);
  }
  await writeFile(values.out, JSON.stringify(certificate.value));
  const both = Buffer.concat([Buffer.from(signing, 'base64url'), Buffer.from(agreement, 'base64url')]);
  io.out(`device words   ${fingerprintWords(both).join(' ')}`);
  io.out(`root words     ${fingerprintWords(commission.trust.root).join(' ')}`);
  io.out(`assigned to    ${station ?? 'the spare pool'}`);
  return EXIT.done;
}

async function revoke(values: Values, io: CommandIo): Promise<number> {
  if (!values.commission) return missing(io, 'commission');
  if (!values.device) return missing(io, 'device');
  if (!hasCommission(values.commission)) {
    return refuse(io, { code: 'package.no-commission', params: { folder: values.commission } });
  }
  const revoked = await openCommission(values.commission, 'commission', false).revoke(values.device, new Date());
  if (!revoked.ok) return refuse(io, revoked.error);
  io.out(`revoked   ${revoked.value.device} (${revoked.value.serial})`);
  io.out('Make a new package of each station that it could serve: it gets no key of them.');
  return EXIT.done;
}

async function accept(file: string | undefined, values: Values, io: CommandIo): Promise<number> {
  if (!file) return wrongUse(io, 'Which certificate?');
  if (!values.state) return missing(io, 'state');
  if (!values.words) return missing(io, 'words');
  if (!hasKeys(values.state)) {
    return refuse(io, { code: 'package.no-device', params: { folder: values.state } });
  }
  const certificate = readCertificate(await readFile(file, 'utf8'));
  if (!certificate.ok) return refuse(io, certificate.error);
  const keys = await openKeys(values.state);
  if (!keys.ok) return refuse(io, keys.error);
  const { commission, device } = certificate.value;
  const own = deviceRequest(keys.value, false);
  if (device.signing !== own.signing || device.agreement !== own.agreement) {
    return refuse(io, { code: 'package.not-for-this-device', params: { device: own.serial } });
  }
  const root = new Uint8Array(Buffer.from(commission.root, 'base64url'));
  if (!areWordsOf(values.words, root)) {
    return refuse(io, { code: 'command.words' });
  }
  const taken = keys.value.trustCommission({ name: commission.name, root, demo: commission.demo });
  if (!taken.ok) return refuse(io, taken.error);
  io.out(`registered with ${commission.name}; assigned to ${device.station ?? 'the spare pool'}`);
  return EXIT.done;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(io: CommandIo, problem: Problem): number {
  io.complain(sayProblem(problem));
  return EXIT.refused;
}

function missing(io: CommandIo, option: string): number {
  return wrongUse(io, `--${option} is missing.`);
}

function wrongUse(io: CommandIo, why: string): number {
  io.complain(why);
  io.complain(DEVICE_USAGE);
  return EXIT.usage;
}
