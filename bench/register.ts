import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPolicy } from '../core/election/policy-default.ts';
import type { RegisterRecord } from '../core/election/register-record.ts';
import { formatPin } from '../core/person/pin.ts';
import { deviceRequest, openKeys } from '../main/access/keys.ts';
import { demoPeople, demoPersonEntries } from '../main/demo/people.ts';
import { portraitPng } from '../main/demo/portrait.ts';
import { chance } from '../main/demo/random.ts';
import { demoElection, demoVoters } from '../main/demo/voters.ts';
import { importPackage } from '../main/identification/register/import.ts';
import { openRegister, type Register } from '../main/identification/register/register.ts';
import { unlockWith } from '../main/identification/register/unlock.ts';
import { openCommission } from '../main/package/commission.ts';
import { buildCountryIndex, type IndexedVoter, openCountryIndex } from '../main/package/country-index.ts';
import { writePackage } from '../main/package/writer.ts';

/**
 * A register of 10,000 voters with photos and two templates each, and a country index of 4.3 million.
 *
 *   node bench/register.ts        result: docs/measured/register.json and on standard output
 */
const VOTERS = 10_000;
const COUNTRY = 4_300_000;
const LOOKUPS = 20_000;
const SEARCHES = 2_000;
/** Size of a template of 40 minutiae in ISO/IEC 19794-2:2005; its content does not matter to a register. */
const TEMPLATE_BYTES = 28 + 40 * 6 + 2;
const STATION = '0001';

const limits = { importSeconds: 10, indexSeconds: 90, pinP99Ms: 1, nameP95Ms: 50 };

const dir = mkdtempSync(join(tmpdir(), 'taanuu-bench-'));
try {
  const result = await measure();
  const text = `${JSON.stringify(result, null, 2)}\n`;
  writeFileSync(new URL('../docs/measured/register.json', import.meta.url), text);
  process.stdout.write(text);
  process.exitCode = result.passed ? 0 : 1;
} finally {
  rmSync(dir, { recursive: true });
}

async function measure() {
  const election = demoElection();
  const commission = openCommission(join(dir, 'commission'), 'bench', true);
  const opened = await openKeys(dir);
  if (!opened.ok) throw new Error(opened.error.code);
  const keys = opened.value;
  keys.trustCommission(commission.trust);
  const registered = await commission.register(deviceRequest(keys, true), STATION);
  if (!registered.ok) throw new Error(registered.error.code);

  const path = join(dir, 'bench.taanuu');
  const records = voters();
  const devices = await commission.devices();
  const people = await demoPersonEntries(STATION);
  const built = await timed(() =>
    writePackage(path, commission, {
      election,
      policy: defaultPolicy,
      station: STATION,
      version: 1,
      devices,
      people,
      records,
      created: new Date().toISOString(),
    }),
  );
  const imported = await timed(() => importPackage({ path, stateDir: dir, keys, current: null }));
  if (!imported.value.ok) throw new Error(JSON.stringify(imported.value.error));
  const locked = openRegister(dir, keys, imported.value.value.event.register, null);
  if (!locked.ok) throw new Error(locked.error.code);
  const openers = demoPeople.filter(({ id }) => id === 'chair' || id === 'secretary');
  const given = openers.map(({ id, code }) => ({ person: id, code }));
  const unlocking = await timed(() => unlockWith(dir, keys, locked.value, given));
  if (!unlocking.value.ok) throw new Error(unlocking.value.error.code);
  const { register } = unlocking.value.value;
  const lookups = measureLookups(register, records);
  register.close();
  const index = await measureIndex();
  const passed =
    imported.seconds <= limits.importSeconds &&
    index.buildSeconds <= limits.indexSeconds &&
    lookups.pin.p99 <= limits.pinP99Ms &&
    lookups.name.p95 <= limits.nameP95Ms;
  return {
    what: 'import of 10,000 voters with photos and templates, country index of 4.3 million, look-ups',
    commit: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
    date: new Date().toISOString(),
    node: process.version,
    cpu: cpus()[0]?.model ?? '',
    busy: loadavg().map((load) => Math.round(load * 10) / 10),
    limits,
    package: { voters: VOTERS, bytes: built.value.bytes, buildSeconds: built.seconds },
    import: { seconds: imported.seconds },
    unlock: { seconds: unlocking.seconds },
    lookups,
    index,
    passed,
  };
}

/** Invented voters by the demonstration's names, more than it has. */
function voters(): RegisterRecord[] {
  const people = demoVoters();
  const photos = Array.from({ length: 50 }, (_, i) =>
    portraitPng({ seed: `bench-${i}`, sex: i % 2 ? 'female' : 'male', age: 20 + i }).toString('base64'),
  );
  const dice = chance('bench');
  const template = () => Buffer.from(Array.from({ length: TEMPLATE_BYTES }, () => dice.below(256))).toString('base64');
  return Array.from({ length: VOTERS }, (_, i) => {
    const { sex, birthDate, surname, given, patronymic, address } = (people[i % people.length] ?? fail()).record;
    return {
      record: `bench-${i}`,
      number: i + 1,
      surname,
      given,
      patronymic,
      sex,
      birthDate,
      pin: formatPin({ sex, birthDate }, i),
      documents: [{ number: `ID${String(i).padStart(7, '0')}`, expires: '2030-01-01' }],
      address,
      precinct: STATION,
      constituency: 'saruu-1',
      remote: false,
      votesAt: null,
      admitted: null,
      photo: photos[i % photos.length] ?? null,
      fingers: [
        { finger: 2, quality: 70, template: template() },
        { finger: 7, quality: 60, template: template() },
      ],
    };
  });
}

function measureLookups(register: Register, records: readonly RegisterRecord[]) {
  const dice = chance('lookups');
  const pins = Array.from({ length: LOOKUPS }, () => dice.pick(records).pin);
  const names = Array.from({ length: SEARCHES }, () => {
    const { surname, given } = dice.pick(records);
    const whole = dice.happens(0.3) ? `${surname} ${given}` : surname;
    return whole.slice(0, 1 + dice.below(whole.length));
  });
  return {
    pin: percentiles(pins, (pin) => register.byPin(pin)),
    name: percentiles(names, (name) => register.search(name, 13)),
    photoAndTemplates: percentiles(records.slice(0, 2000), ({ record }) => [
      register.photo(record),
      register.templates(record),
    ]),
  };
}

async function measureIndex() {
  const key = new Uint8Array(32).fill(5);
  const built = await timed(async () => buildCountryIndex(country(), key, COUNTRY));
  const index = openCountryIndex(built.value.bytes, key);
  if (!index) throw new Error('the index does not open');
  const pins = Array.from({ length: LOOKUPS }, (_, i) => countryPin((i * 211) % COUNTRY));
  const missed = pins.filter((pin) => index.find(pin) === null).length;
  const { bytes, count } = built.value;
  return {
    voters: count,
    bytes: bytes.length,
    buildSeconds: built.seconds,
    missed,
    find: percentiles(pins, index.find),
  };
}

/** The country's PINs, generated: birth days over 80 years, serial numbers within the day. */
function* country(): Generator<IndexedVoter> {
  for (let i = 0; i < COUNTRY; i++) yield { pin: countryPin(i), precinct: i % 2500 };
}

function countryPin(i: number): string {
  const birthDate = `${1925 + (i % 80)}-${pad(1 + (i % 12))}-${pad(1 + (Math.floor(i / 12) % 28))}`;
  return formatPin({ sex: i % 2 ? 'female' : 'male', birthDate }, Math.floor(i / 100) % 100_000);
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: Math.round((performance.now() - start) / 10) / 100 };
}

/** Milliseconds of each call. */
function percentiles<T>(inputs: readonly T[], ask: (input: T) => unknown) {
  const times = inputs.map((input) => {
    const start = performance.now();
    ask(input);
    return performance.now() - start;
  });
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round((times[Math.floor(share * (times.length - 1))] ?? 0) * 1000) / 1000;
  return { calls: times.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

function fail(): never {
  throw new Error('no voters');
}
