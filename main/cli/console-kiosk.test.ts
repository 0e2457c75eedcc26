import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { intoLink, type OutOfLink } from '../../core/network/link.ts';
import { freePort } from '../../drivers/testing/ports.ts';
import { type KioskStation, kioskStation, type StationKiosk } from '../identification/network/station.fixture.ts';
import { events } from '../identification/network/told.fixture.ts';
import { Link } from '../link/link.ts';
import { election } from '../package/package.fixture.ts';
import { consoleCommand } from './console.ts';
import { hubCommand } from './hub.ts';
import { EXIT } from './io.ts';

/** Two kiosks of a station with the links and servers that they have, and the folder of a console beside the commission's. */
const dir = mkdtempSync(join(tmpdir(), 'taanuu-console-kiosk-'));
const chair = { role: 'chair', person: 'chair' } as const;
const links: Link[] = [];
let made: KioskStation | null = null;
afterEach(async () => {
  for (const link of links.splice(0)) await link.stop();
  await made?.close();
  made = null;
  rmSync(dir, { recursive: true, force: true });
});

function joinedBy(name: string, port: number, peers: readonly string[]) {
  let take: (message: OutOfLink) => void = () => {};
  const within = join(dir, name);
  mkdirSync(within, { recursive: true });
  const link = new Link({
    ...{ within, tell: (message: OutOfLink) => take(message) },
    log: { warn: () => {}, info: () => {} },
  });
  links.push(link);
  return {
    network: { listen: `127.0.0.1:${port}`, peers: [...peers], discover: false },
    link: {
      throughLink: (message: object) => link.take(intoLink.parse(message)),
      onLink: (hear: (message: unknown) => void) => {
        take = hear;
        hear({ link: 'here' });
      },
    },
  };
}

async function run(command: typeof hubCommand, ...args: readonly string[]) {
  const said: string[] = [];
  const code = await command(args, { out: (line) => said.push(line), complain: (line) => said.push(line) });
  return { code, said };
}

const file = (name: string, value: unknown): string => {
  writeFileSync(join(dir, name), JSON.stringify(value));
  return join(dir, name);
};

async function consoleFolder(commission: string): Promise<string> {
  const config = file('e.json', election);
  const hub = join(dir, 'hub');
  await run(
    hubCommand,
    ...['config', hub, 'one=127.0.0.1:7422', '--commission', commission, '--election', config, '--store', 'streams'],
  );
  const people = [{ id: 'c-1', role: 'central', name: 'Б', territory: null, code: '73914682' }];
  const folder = join(hub, 'console');
  const told = await run(
    consoleCommand,
    ...['config', folder, '--election', config, '--people', file('p.json', people)],
  );
  expect(told.code).toBe(EXIT.done);
  return folder;
}

it('takes the logs of a station from one of its kiosks, by what that kiosk shows, and without a hub', async () => {
  const ports = [await freePort(), await freePort()] as const;
  made = await kioskStation(2, {
    joined: (name) =>
      name === 'device' ? joinedBy(name, ports[0], []) : joinedBy(name, ports[1], [`127.0.0.1:${ports[0]}`]),
  });
  const { time } = made;
  const clock = setInterval(() => {
    time.now += 200;
  }, 200);
  try {
    const [a, b] = made.kiosks as readonly [StationKiosk, StationKiosk];
    // Both: one that does not see the other yet serves nobody of its share.
    const seen = () => [a, b].map(({ zone }) => zone.kiosks.view()?.others[0]?.seen);
    await expect.poll(seen, { timeout: 60_000, interval: 200 }).toEqual([true, true]);
    expect(await b.admit(2)).toBe('admitted');
    const known = () => a.zone.reservations.standing(a.voter(2));
    await expect.poll(known, { timeout: 30_000, interval: 200 }).not.toBeNull();
    expect(await a.admit(1)).toBe('admitted');

    const folder = await consoleFolder(join(made.station.dir, 'commission'));
    const { logs } = a.zone.kiosks;
    expect(logs.view()).toEqual({ offer: null });
    expect(logs.open(chair)).toEqual({ ok: true, value: null });
    const { digits = '', at = [] } = logs.view()?.offer ?? {};
    expect(logs.view()?.offer).toMatchObject({ state: 'open', minutes: 10 });
    const code = (said: string) => `${at[0]}#${said}`;
    const secret = digits.slice(4) === '00000000' ? '00000001' : '00000000';
    const wrong = await run(consoleCommand, 'logs', folder, '--from-kiosk', code(digits.slice(0, 4) + secret));
    expect([wrong.code, wrong.said[0]?.includes('[console.wrong-digits]')]).toEqual([EXIT.refused, true]);
    const typed = await run(consoleCommand, 'logs', folder, '--from-kiosk', '192.0.2.11');
    expect(typed.said[0]).toContain('[console.no-offer]');

    const took = await run(consoleCommand, 'logs', folder, '--from-kiosk', code(digits), '--json');
    const told = JSON.parse(took.said[0] ?? '{}');
    expect([took.code, told.from, told.stations, told.done, told.wrong]).toEqual([EXIT.done, 'kiosk', 1, 1, []]);
    const own = join(told.folder, '0001');
    expect(readdirSync(own).filter((name) => name.endsWith('.csv'))).toEqual(
      [a, b].map(({ device }) => `${device}.csv`).sort(),
    );
    const lines = readFileSync(join(own, `${b.device}.ndjson`), 'utf8')
      .split('\n')
      .filter(Boolean);
    expect(lines).toEqual(
      [...b.zone.kiosk.db.prepare('select line from journal order by seq').pluck().all()].slice(0, lines.length),
    );
    expect(lines.some((line) => line.includes('"admission.confirmed"'))).toBe(true);
    // The own one as far as the head that was signed for it, and told before anything was given.
    const report = JSON.parse(readFileSync(join(told.folder, 'report.json'), 'utf8'));
    expect(report.journals.map((one: { device: string; head: boolean }) => [one.device, one.head])).toContainEqual([
      a.device,
      true,
    ]);
    expect(events(a, 'log.opened')).toMatchObject([{ actor: chair, body: { minutes: 10 } }]);
    expect(events(a, 'log.given')).toMatchObject([{ body: { journals: 2 } }]);
    // It has ended with that, and says so until somebody has seen it.
    expect(events(a, 'log.taken')).toHaveLength(1);
    expect(logs.view()?.offer).toMatchObject({ state: 'done' });
    const late = await run(consoleCommand, 'logs', folder, '--from-kiosk', code(digits));
    expect(late.said[0]).toContain('[console.no-kiosk]');
    expect(logs.shut(chair).ok).toBe(true);
    expect(logs.view()).toEqual({ offer: null });
    expect(events(a, 'log.shut')).toEqual([]);

    // Nobody gets anything whom the people have shut out, and nobody ten minutes later.
    logs.open(chair);
    expect(logs.shut(chair).ok).toBe(true);
    expect(events(a, 'log.shut')).toHaveLength(1);
    logs.open(chair);
    time.now += 600_001;
    expect(logs.view()).toEqual({ offer: null });
  } finally {
    clearInterval(clock);
  }
}, 180_000);
