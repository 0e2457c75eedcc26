import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Election } from '../../core/election/election.ts';
import { deviceRequest, openKeys } from '../access/keys.ts';
import type { PackagesSettings } from '../commission/packages/settings.ts';
import { openCommission } from '../package/commission.ts';
import { csvColumns } from '../package/rows.ts';
import { makeFolder, makePrivateFolder } from '../storage/folder.ts';
import type { DemoCountry } from './country-settings.ts';
import { enrolledBefore, fingerKey } from './enrolled-before.ts';
import { demoPeople } from './people.ts';
import { demoPolicy } from './policy.ts';
import { portraitPng } from './portrait.ts';
import { type DemoVoter, demoElection, demoVoters } from './voters.ts';

/** How many voters each of the two stations has in the folder, and how many of them a photo. */
const VOTERS = [240, 120] as const;
const PHOTOS = 24;

/** Rows as lists of real people have some: each of them is left out, and told. */
const wrongRows = (station: string, constituency: string): readonly string[] => [
  `wrong-1,9001,Тестова,Айгүл,,female,31.02.1990,11010199000001,,Саруу,${station},${constituency},no,`,
  `wrong-2,9002,Тестов,Нурлан,,male,01.01.1990,123,,Саруу,${station},${constituency},no,`,
  `wrong-3,9003,Тестова,Асел,,female,01.01.1990,11010199000003,,Саруу,9999,${constituency},no,`,
  `wrong-4,9004,Тестов,"Бакыт,,male,01.01.1990,20101199000004,,Саруу,${station},${constituency},no,`,
];

/**
 * Lays out in a folder what the packages of the first two stations of a simulated country are made of, and a commission that
 * signs them. The people and the voters are those of the demonstration.
 */
export async function demoPackages(folder: string, { settings }: DemoCountry): Promise<PackagesSettings> {
  const [source, maker, target] = ['source', 'commission', 'packages-out'].map((name) => join(folder, name));
  if (!source || !maker || !target) throw new RangeError('no folders');
  const election = withPapers(settings.election);
  for (const one of [source, join(source, 'photos'), join(source, 'templates'), target]) makeFolder(one);
  const write = (name: string, value: unknown): void =>
    writeFileSync(join(source, name), typeof value === 'string' ? value : JSON.stringify(value, null, 1));
  const stations = election.precincts.filter(({ kind }) => kind === 'home').slice(0, VOTERS.length);
  write('election.json', election);
  write('policy.json', demoPolicy);
  write(
    'people.json',
    stations.flatMap(({ number }) =>
      demoPeople.map(({ id, ...person }) => ({ id: `${id}-${number}`, ...person, station: number })),
    ),
  );
  await writeVoters(source, stations, write);
  await registerDevices(folder, maker, stations);
  return { maker, sources: [source], targets: [target] };
}

/** A ballot of the demonstration for every constituency. */
function withPapers(election: Election): Election {
  const { papers, help } = demoElection();
  const [style] = papers?.styles ?? [];
  const [ballot] = election.ballots;
  if (!papers || !style || !ballot) throw new RangeError('the demonstration has no ballots');
  const styles = ballot.constituencies.map((constituency, at) => ({
    ...{ ...style, id: `deputies-${constituency}`, ballot: ballot.id, constituency, number: at + 1 },
  }));
  return { ...election, papers: { ...papers, styles }, ...(help ? { help } : {}) };
}

async function writeVoters(
  source: string,
  stations: readonly { readonly number: string; readonly constituency: string | null }[],
  write: (name: string, value: unknown) => void,
): Promise<void> {
  const prints = await enrolledBefore();
  const everybody = demoVoters();
  const homes = [...new Set(everybody.map(({ record }) => record.precinct))];
  const rows = stations.flatMap(({ number, constituency }, at) => {
    const voters = everybody.filter(({ record }) => record.precinct === homes[at]).slice(0, VOTERS[at]);
    for (const [nth, voter] of voters.entries()) writeFiles(source, voter, nth < PHOTOS, prints);
    return voters.map((voter) => rowOf(voter, number, constituency ?? ''));
  });
  const [first] = stations;
  const wrong = first ? wrongRows(first.number, first.constituency ?? '') : [];
  write('voters.csv', `${[csvColumns.join(','), ...rows, ...wrong].join('\n')}\n`);
}

function rowOf({ record }: DemoVoter, station: string, constituency: string): string {
  const { surname, given, patronymic, sex, birthDate, pin, documents, address } = record;
  const papers = documents.map(({ number, expires }) => (expires ? `${number}/${expires}` : number)).join(';');
  return [record.record, record.number, surname, given, patronymic ?? '', sex, birthDate, pin, papers]
    .concat(`"${address}"`, station, constituency, 'no', '')
    .join(',');
}

function writeFiles(
  source: string,
  { record, age, fingers }: DemoVoter,
  photo: boolean,
  prints: Awaited<ReturnType<typeof enrolledBefore>>,
): void {
  if (photo) {
    const image = portraitPng({ seed: record.record, sex: record.sex, age });
    writeFileSync(join(source, 'photos', `${record.record}.png`), image);
  }
  for (const finger of fingers) {
    const print = prints.get(fingerKey(record.record, finger));
    if (!print) continue;
    // One that is another finger's: its voter is taken without it.
    const name = record.number === 7 ? (finger % 10) + 1 : finger;
    writeFileSync(join(source, 'templates', `${record.record}-${name}.iso`), Buffer.from(print.template, 'base64'));
  }
}

async function registerDevices(
  folder: string,
  maker: string,
  stations: readonly { readonly number: string }[],
): Promise<void> {
  const commission = openCommission(maker, 'Көрсөтмө комиссия', true);
  for (const { number } of stations) {
    const own = join(folder, 'devices', number);
    mkdirSync(own, { recursive: true });
    makePrivateFolder(own);
    const keys = await openKeys(own);
    if (!keys.ok) throw new Error(keys.error.code);
    const registered = await commission.register(deviceRequest(keys.value, true), number);
    if (!registered.ok) throw new Error(registered.error.code);
  }
}
