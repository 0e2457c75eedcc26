import { readFile, rm, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { precinctNumberSchema } from '../../core/election/common.ts';
import { deviceCode, qrCode, qrText } from '../../core/receipt/qr.ts';
import { attachedHid, attachedSerial } from '../../drivers/transport/attached.ts';
import { deviceRequest, deviceRequestSchema, hasKeys, openKeys } from '../access/keys.ts';
import { areWordsOf, fingerprintWords } from '../access/keys-words.ts';
import { hasCommission, openCommission, readCertificate } from '../package/commission.ts';
import { type CommandIo, EXIT, fileTrouble, sayProblem } from './io.ts';
import { replay } from './replay.ts';

export const DEVICE_USAGE = `taanuu device show --state FOLDER [--serial TEXT] [--json]
    on the device: shows serial number and the words of its keys, as text and as a QR code; the first call makes the keys.
    --json writes the request for registration: taanuu device show --state FOLDER --json > request.json
taanuu device register --commission FOLDER --request FILE (--station N | --spare) --out FILE [--name TEXT]
    at the commission: checks that the request comes from who holds the device's keys, signs its certificate and assigns
    it. The first call makes the commission's root key, under its --name. Compare the device's words before handing over.
taanuu device accept CERTIFICATE --state FOLDER --words "WORD WORD …"
    on the device: takes the commission's root key, once, if its words are those that two people compared
taanuu device ports [--json]
    what is plugged in: serial ports and HID devices, with the paths that a kiosk's configuration names
taanuu device replay FILE
    shows a recording of a device's wire: what passed when, in hex, with its frames by their names
exit code 0: done; 1: refused, nothing was changed; 2: wrong use`;

const options = {
  state: { type: 'string' },
  serial: { type: 'string' },
  commission: { type: 'string' },
  request: { type: 'string' },
  station: { type: 'string' },
  spare: { type: 'boolean' },
  out: { type: 'string' },
  name: { type: 'string' },
  words: { type: 'string' },
  json: { type: 'boolean' },
} as const;
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
    return wrongUse(io, error);
  }
  const { values, positionals } = parsed;
  try {
    switch (positionals[0]) {
      case 'show':
        return await show(values, io);
      case 'ports':
        return await ports(values, io);
      case 'replay':
        return positionals[1] === undefined ? wrongUse(io, 'Which recording?') : await replay(positionals[1], io);
      case 'register':
        return await register(values, io);
      case 'accept':
        return await accept(positionals[1], values, io);
      default:
        return wrongUse(io);
    }
  } catch (error) {
    const trouble = fileTrouble(error);
    if (trouble === null) throw error;
    return refuse(io, trouble);
  }
}

async function show(values: Values, io: CommandIo): Promise<number> {
  if (!values.state) return missing(io, 'state');
  const keys = await openKeys(values.state, values.serial);
  if (!keys.ok) return refuse(io, sayProblem(keys.error));
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

/** Both lists are asked for: where one cannot be had, the other is shown all the same, and the exit code tells. */
async function ports(values: Values, io: CommandIo): Promise<number> {
  const lists = [await attachedSerial(), await attachedHid()];
  const found = lists.flatMap((list) => (list.ok ? list.value : []));
  if (values.json) io.out(JSON.stringify(found));
  for (const { kind, path, usb, name, serial, port } of values.json ? [] : found) {
    io.out(
      [kind.padEnd(6), path.padEnd(16), usb ?? '-', (port ?? '-').padEnd(6), name, serial ?? ''].join('  ').trimEnd(),
    );
  }
  const troubles = lists.flatMap((list) => (list.ok ? [] : [sayProblem(list.error)]));
  for (const trouble of troubles) io.complain(trouble);
  if (troubles.length > 0) return EXIT.refused;
  if (found.length === 0) io.complain('No serial port and no HID device is plugged in.');
  return EXIT.done;
}

async function register(values: Values, io: CommandIo): Promise<number> {
  for (const name of ['commission', 'request', 'out'] as const) if (!values[name]) return missing(io, name);
  if (values.spare && values.station !== undefined) return wrongUse(io, 'Either --station or --spare, not both.');
  const station = values.spare ? null : values.station;
  if (!values.commission || !values.request || !values.out || station === undefined) return missing(io, 'station');
  if (station !== null && !precinctNumberSchema.safeParse(station).success) {
    return refuse(io, `${station} is not the number of a precinct, like 0001.`);
  }
  const request = deviceRequestSchema.safeParse(json(await readFile(values.request, 'utf8')));
  if (!request.success) return refuse(io, sayProblem({ code: 'package.request' }));
  if (values.name === undefined && !hasCommission(values.commission)) {
    return refuse(io, sayProblem({ code: 'package.no-commission', params: { folder: values.commission } }));
  }
  const { signing, agreement } = request.data;
  const commission = openCommission(values.commission, values.name ?? 'commission', false);
  // Tried before anything is assigned: a certificate that cannot be handed over must not leave a device registered.
  await writeFile(values.out, '');
  const certificate = await commission.register(request.data, station);
  if (!certificate.ok) {
    await rm(values.out);
    return refuse(io, sayProblem(certificate.error));
  }
  await writeFile(values.out, JSON.stringify(certificate.value));
  const both = Buffer.concat([Buffer.from(signing, 'base64url'), Buffer.from(agreement, 'base64url')]);
  io.out(`device words   ${fingerprintWords(both).join(' ')}`);
  io.out(`root words     ${fingerprintWords(commission.trust.root).join(' ')}`);
  io.out(`assigned to    ${station ?? 'the spare pool'}`);
  return EXIT.done;
}

async function accept(file: string | undefined, values: Values, io: CommandIo): Promise<number> {
  if (!file) return wrongUse(io, 'Which certificate?');
  if (!values.state) return missing(io, 'state');
  if (!values.words) return missing(io, 'words');
  if (!hasKeys(values.state)) {
    return refuse(io, sayProblem({ code: 'package.no-device', params: { folder: values.state } }));
  }
  const certificate = readCertificate(await readFile(file, 'utf8'));
  if (!certificate.ok) return refuse(io, sayProblem(certificate.error));
  const keys = await openKeys(values.state);
  if (!keys.ok) return refuse(io, sayProblem(keys.error));
  const { commission, device } = certificate.value;
  const own = deviceRequest(keys.value, false);
  if (device.signing !== own.signing || device.agreement !== own.agreement) {
    return refuse(io, sayProblem({ code: 'package.not-for-this-device', params: { device: own.device } }));
  }
  const root = new Uint8Array(Buffer.from(commission.root, 'base64url'));
  if (!areWordsOf(values.words, root)) {
    return refuse(io, 'The words differ from those of the root key in this certificate. Nothing was taken.');
  }
  const taken = keys.value.trustCommission({ name: commission.name, root, demo: commission.demo });
  if (!taken.ok) return refuse(io, sayProblem(taken.error));
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

function refuse(io: CommandIo, line: string): number {
  io.complain(line);
  return EXIT.refused;
}

function missing(io: CommandIo, option: string): number {
  return wrongUse(io, `--${option} is missing.`);
}

function wrongUse(io: CommandIo, error?: unknown): number {
  if (error !== undefined) io.complain(error instanceof Error ? error.message : String(error));
  io.complain(DEVICE_USAGE);
  return EXIT.usage;
}
