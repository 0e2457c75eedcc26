import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import type { z } from 'zod';
import { momentOf, stationPlaces } from '../../core/commission/places.ts';
import { type ConsoleSettings, consoleSettingsSchema } from '../../core/commission/settings.ts';
import { electionSchema } from '../../core/election/election.ts';
import { policySchema } from '../../core/election/policy.ts';
import { TerritoryTree } from '../../core/election/territory-tree.ts';
import { openConsoleFolder, SETTINGS } from '../commission/folder.ts';
import { PACKAGES } from '../commission/packages/settings.ts';
import { consolePeople, sourceConsolePeopleSchema } from '../commission/people.ts';
import { type ServedConsole, serveConsole } from '../commission/serve.ts';
import { signsHere } from '../package/maker.ts';
import { replaceText } from '../storage/whole-file.ts';
import { consoleLogs } from './console-logs.ts';
import { framed, type Given, need, WrongUse } from './frame.ts';
import { type CommandIo, EXIT, Refused } from './io.ts';
import { configuration } from './named-file.ts';

export const CONSOLE_USAGE = `taanuu console config FOLDER --election FILE --people FILE [--territory CODE] [--lists FILE] [--policy FILE]
    writes what a console of this election is to show, and to whom (console.json), into the folder “console” that
    taanuu hub config has written. --territory: of the election's territories the one for whose commission it is; it knows
    of no other station then. Without it it is the central commission's. --people: id, role (central or territorial), name,
    territory (its code), and the code, of which only a key is kept; --lists: voters on each precinct's list; --policy: of
    the election, whose form of the protocol and bound of few ballots it takes
taanuu console run FOLDER [--port PORT]
    serves the console to a browser of this machine until it is stopped. It reads the hub and puts nothing there
taanuu console packages FOLDER --maker FOLDER [--sources FOLDER,…] [--targets FOLDER,…]
    lets the central commission make packages at this console (packages.json). --maker: the commission's folder, and the
    console signs after two codes; or one that taanuu package maker has written, and what is made is signed elsewhere.
    --sources: folders of this machine with election.json, people.json, voters.csv …; sticks are offered too
taanuu console logs FOLDER [STATION …] [--territory CODE] [--stick PATH | --from-kiosk ADDRESS#DIGITS] [--json]
    downloads the logs of these stations, of those of a territory, or of all, into the folder's “logs”: from the hub, from a stick or folder to
    which kiosks have written theirs, or from a kiosk in this network. There the chair opens “Log”, “To the commission’s
    console”; what it shows is typed as 192.0.2.11#123456789012. Each log is verified as it comes, and a report says what
    is wrong
taanuu console demo [--territory CODE] [--stations N] [--seed S] [--at HH:MM] [--speed N] [--port PORT]
    [--folder FOLDER]
    a console of a simulated country, on this machine only, or of one of its territories (suzak, osh, jalal-abad-oblast):
    N stations (59 to 5000, shipped 2500) at that time of its day (shipped 15:20); its clock goes on, N times as fast as
    this one (shipped 1; 0: it stands)
--port: of its address; any free one where nothing is said
exit code 0: stopped, or all logs are good; 1: refused; 2: wrong use; 3: something is wrong with a log`;

const texts = [
  'stations',
  'seed',
  'at',
  'speed',
  'port',
  'folder',
  'election',
  'territory',
  'people',
  'lists',
  'stick',
  'from-kiosk',
  ...['maker', 'sources', 'targets'],
];
const SCREENS = join(import.meta.dirname, '../../dist/renderer');

/**
 * `taanuu console …`: the commission's console.
 * @param args what follows `console` on the command line
 * @returns exit code: 0 stopped in order, or all logs are good, 1 refused, 2 wrong use, 3 a log is not good
 */
export async function consoleCommand(args: readonly string[], io: CommandIo): Promise<number> {
  return framed({ args, texts, flags: ['json'], usage: CONSOLE_USAGE }, io, async (given) => {
    const [what, ...rest] = given.positionals;
    switch (what) {
      case undefined:
        throw new WrongUse('What is to be done: config, packages, run, logs or demo?');
      case 'config':
        return config(folderOf(rest), given, io);
      case 'packages':
        return packages(folderOf(rest), given, io);
      case 'run':
        return run(folderOf(rest), given, io);
      case 'logs':
        return consoleLogs(rest, given, io);
      case 'demo':
        if (rest[0] !== undefined) throw new WrongUse(`“${rest[0]}” is one word too many.`);
        return demo(given, io);
      default:
        throw new WrongUse(`There is no “console ${what}”.`);
    }
  });
}

function wholeOf(given: Given, name: string, shipped: number, [least, most]: readonly [number, number]): number {
  const text = given.text[name] ?? String(shipped);
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new WrongUse(`--${name} is a number from ${least} to ${most}.`);
  return value;
}

function folderOf([folder, ...more]: readonly string[]): string {
  if (folder === undefined) throw new WrongUse('Which folder?');
  if (more[0] !== undefined) throw new WrongUse(`“${more[0]}” is one word too many.`);
  return folder;
}

async function config(folder: string, given: Given, io: CommandIo): Promise<number> {
  if (!existsSync(join(folder, 'link.json'))) {
    throw new Refused({ code: 'command.file-missing', params: { file: join(folder, 'link.json') } });
  }
  const read = <S extends z.ZodType>(name: string, schema: S) => configuration(need(given, name), schema);
  const election = await read('election', electionSchema);
  const { territory = null } = given.text;
  if (territory !== null && !new TerritoryTree(election).has(territory)) {
    throw new Refused({ code: 'console.no-territory', params: { territory } });
  }
  const people = await consolePeople(await read('people', sourceConsolePeopleSchema), election.mode, territory);
  if (!people.ok) throw new Refused(people.error);
  const policy = given.text.policy === undefined ? null : await read('policy', policySchema);
  const settings = consoleSettingsSchema.safeParse({
    ...(policy ? { results: { form: policy.results.form, smallCount: policy.results.smallCount } } : {}),
    ...{ format: 'taanuu/console/1', election, territory, people: people.value },
    ...(given.text.lists === undefined ? {} : { lists: await read('lists', consoleSettingsSchema.shape.lists) }),
  });
  if (!settings.success) {
    const { path, message } = settings.error.issues[0] ?? { path: [], message: '' };
    throw new Refused({
      code: 'command.field',
      params: { file: join(folder, SETTINGS), field: `${path.join('.')}: ${message}` },
    });
  }
  replaceText(join(folder, SETTINGS), `${JSON.stringify(settings.data, null, 1)}\n`);
  io.out(`${join(folder, SETTINGS)}: ${stationPlaces(settings.data).length} stations`);
  io.out(`taanuu console run ${folder}`);
  return EXIT.done;
}

/** Writes with what packages are made at a console. */
function packages(folder: string, given: Given, io: CommandIo): number {
  const maker = resolve(need(given, 'maker'));
  const signs = signsHere(maker);
  if (signs === null) throw new Refused({ code: 'package.no-commission', params: { folder: maker } });
  const folders = (name: string): readonly string[] =>
    (given.text[name] ?? '')
      .split(',')
      .filter(Boolean)
      .map((one) => resolve(one));
  const file = {
    ...{ format: 'taanuu/console-packages/1', maker, sources: folders('sources'), targets: folders('targets') },
  };
  replaceText(join(folder, PACKAGES), `${JSON.stringify(file, null, 1)}\n`);
  io.out(
    `${join(folder, PACKAGES)}: ${signs ? 'the root key lies here: two codes sign' : 'signed on another machine'}`,
  );
  return EXIT.done;
}

async function run(folder: string, given: Given, io: CommandIo): Promise<number> {
  const port = wholeOf(given, 'port', 0, [0, 65_535]);
  const opened = openConsoleFolder(folder, (error) =>
    io.complain(error instanceof Error ? error.message : String(error)),
  );
  if (!opened.ok) throw new Refused(opened.error);
  const log = pino({ name: 'console', level: 'warn' }, pino.destination({ fd: 2, sync: true }));
  const served = await serveConsole(opened.value.options, { port, screens: SCREENS, log });
  const code = await untilStopped(served, folder, io);
  await opened.value.close();
  return code;
}

async function demo(given: Given, io: CommandIo): Promise<number> {
  const stations = wholeOf(given, 'stations', 2_500, [59, 5_000]);
  const speed = wholeOf(given, 'speed', 1, [0, 600]);
  const port = wholeOf(given, 'port', 0, [0, 65_535]);
  const { at = '15:20', seed = '1', folder } = given.text;
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(at)) throw new WrongUse('--at is a time, HH:MM.');
  // A kiosk's package has no simulators.
  const { demoCountry, demoConsolePeople } = await import('../demo/country-settings.ts');
  const { CountryDay } = await import('../demo/country-day.ts');
  const { countryFeed } = await import('../demo/country-feed.ts');
  const { demoPackages } = await import('../demo/country-packages.ts');
  const country = await demoCountry({ stations, seed });
  const { devices } = country;
  const settings = ofTerritory(country.settings, given.text.territory);
  const began = Date.now();
  const start = momentOf(settings.election.day.date, at, settings.election.zone);
  const now = (): number => start + (Date.now() - began) * speed;
  const own = folder ?? mkdtempSync(join(tmpdir(), 'taanuu-console-'));
  try {
    const feed = countryFeed(new CountryDay(country), now);
    const log = pino({ name: 'console', level: 'warn' }, pino.destination({ fd: 2, sync: true }));
    const served = await serveConsole(
      {
        ...{ folder: own, settings, devices, feed, simulated: true, now, logs: null, scans: null },
        ...{ packages: await demoPackages(own, country), published: null },
      },
      { port, screens: SCREENS, log },
    );
    for (const { id, name, code } of demoConsolePeople.filter(({ id }) =>
      settings.people.some((one) => one.id === id),
    )) {
      io.out(`demo code ${code}: ${name} (${id})`);
    }
    return await untilStopped(served, own, io);
  } finally {
    if (folder === undefined) rmSync(own, { recursive: true, force: true });
  }
}

/** The settings of a console that is the commission's of one territory: of its stations, and for its people. */
function ofTerritory(settings: ConsoleSettings, territory: string | undefined): ConsoleSettings {
  if (territory === undefined) return settings;
  const tree = new TerritoryTree(settings.election);
  const people = settings.people.filter((one) => one.territory !== null && tree.isWithin(one.territory, territory));
  if (people.length === 0) {
    const own = settings.people.flatMap((one) => one.territory ?? []);
    throw new WrongUse(`--territory is one that has people in the demonstration: ${own.join(', ')}.`);
  }
  return { ...settings, territory, people };
}

/** Says where the window is, and serves it until somebody stops it. */
async function untilStopped({ server, stop }: ServedConsole, folder: string, io: CommandIo): Promise<number> {
  io.out(`console: ${server.address('commission')}`);
  io.out(`one-time code of the window: ${server.ticketFor('commission')}`);
  const launch = launchFile(folder, server.address('commission'), server.ticketFor('commission'));
  io.out(`or open ${launch} in a browser of this machine`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  if (existsSync(launch)) rmSync(launch);
  await stop();
  return EXIT.done;
}

/** A page that hands its one-time ticket to the console and is gone. Only its owner can read it, and it works once. */
function launchFile(folder: string, address: string, ticket: string): string {
  const file = join(folder, 'console.html');
  const form = `<form method="post" action="${address}ticket"><input type="hidden" name="ticket" value="${ticket}"></form>`;
  writeFileSync(file, `<!doctype html>${form}<script>document.forms[0].submit()</script>`, { mode: 0o600 });
  return file;
}
