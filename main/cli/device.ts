import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { deviceRequest, deviceRequestSchema, openKeys } from '../access/keys.ts';
import { fingerprintWords } from '../access/keys-words.ts';
import { openCommission, readCertificate } from '../package/commission.ts';
import { type CommandIo, EXIT, sayProblem } from './io.ts';

export const DEVICE_USAGE = `taanuu device show --state FOLDER [--serial TEXT] [--json]
    makes the device's keys at the first start; shows serial number and the words of its keys
taanuu device register --commission FOLDER --request FILE (--station N | --spare) --out FILE [--name TEXT]
    at the commission: signs the device's certificate and assigns it
taanuu device accept CERTIFICATE --state FOLDER --words "WORD WORD …"
    on the device: takes the commission's root key, once, if its words are those that two people compared`;

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
  switch (positionals[0]) {
    case 'show':
      return show(values, io);
    case 'register':
      return register(values, io);
    case 'accept':
      return accept(positionals[1], values, io);
    default:
      return wrongUse(io);
  }
}

async function show(values: Values, io: CommandIo): Promise<number> {
  if (!values.state) return wrongUse(io);
  const keys = await openKeys(values.state, values.serial);
  if (!keys.ok) return refuse(io, sayProblem(keys.error));
  if (values.json) {
    io.out(JSON.stringify(deviceRequest(keys.value, false)));
    return EXIT.done;
  }
  const commission = keys.value.commission();
  io.out(`device    ${keys.value.device}`);
  io.out(`serial    ${keys.value.serial}`);
  io.out(`words     ${keys.value.words.join(' ')}`);
  io.out(`keys in   ${keys.value.strength}`);
  io.out(
    `trusts    ${commission ? `${commission.name}: ${fingerprintWords(commission.root).join(' ')}` : 'nobody yet'}`,
  );
  return EXIT.done;
}

async function register(values: Values, io: CommandIo): Promise<number> {
  const station = values.spare ? null : values.station;
  if (!values.commission || !values.request || !values.out || station === undefined) return wrongUse(io);
  const request = deviceRequestSchema.safeParse(json(await readFile(values.request, 'utf8')));
  if (!request.success) return refuse(io, 'The request is not one that "taanuu device show --json" wrote.');
  const { signing, agreement } = request.data;
  const commission = openCommission(values.commission, values.name ?? 'commission', false);
  const certificate = await commission.register(request.data, station);
  await writeFile(values.out, JSON.stringify(certificate));
  const both = Buffer.concat([Buffer.from(signing, 'base64url'), Buffer.from(agreement, 'base64url')]);
  io.out(`device words   ${fingerprintWords(both).join(' ')}`);
  io.out(`root words     ${fingerprintWords(commission.trust.root).join(' ')}`);
  io.out(`assigned to    ${station ?? 'the spare pool'}`);
  return EXIT.done;
}

async function accept(file: string | undefined, values: Values, io: CommandIo): Promise<number> {
  if (!file || !values.state || !values.words) return wrongUse(io);
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
  const typed = values.words.toLowerCase().split(/\s+/).filter(Boolean).join(' ');
  if (typed !== fingerprintWords(root).join(' ')) {
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

function wrongUse(io: CommandIo, error?: unknown): number {
  if (error instanceof Error) io.complain(error.message);
  io.complain(DEVICE_USAGE);
  return EXIT.usage;
}
