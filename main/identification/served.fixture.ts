import type { Election } from '../../core/election/election.ts';
import type { Policy } from '../../core/election/policy.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { encodeTemplate, extract, impression, syntheticFinger } from '../../core/fingerprint/fingerprint.ts';
import { ok } from '../../core/problem/result.ts';
import type { FingerImage } from '../../drivers/device.ts';
import type { BuiltIndex } from '../package/country-index.ts';
import {
  codes,
  credentials,
  makeStation,
  otherCode,
  peopleWith,
  election as probe,
  voter,
} from '../package/package.fixture.ts';
import type { DeviceSetup } from './devices/setup.ts';
import { zoneOf } from './zone.fixture.ts';

/** A real zone whose sensor gives what a test puts on it, and whose printer prints: people are served by finger. */
const officer = { role: 'officer', person: 'officer' } as const;

export { atDesk } from '../package/package.fixture.ts';

/** A touch of a person of the world: her two index fingers, right and left. */
export const image = (person: string, finger: 2 | 7, capture: number): FingerImage => ({
  ...impression(syntheticFinger({ seed: 'same', voter: person, finger }), {
    capture,
    condition: 'good',
    width: 256,
    height: 288,
    dpi: 400,
  }),
  dpi: 400,
});

const enrolled = (person: string) =>
  ([2, 7] as const).map((finger) => ({
    finger,
    quality: finger === 2 ? 80 : 60,
    template: Buffer.from(encodeTemplate(extract(image(person, finger, 1)).template)).toString('base64'),
  }));

/** Four records of three people: Asel stands on the list under two names. The last one has no finger enrolled. */
export const records = [
  voter(1, { fingers: enrolled('asel') }),
  voter(2, { fingers: enrolled('bermet'), surname: 'Бермет' }),
  voter(3, { fingers: enrolled('asel'), surname: 'Башка' }),
  voter(4, { fingers: enrolled('chynara') }),
  voter(5),
];

/** An open station under this policy, with an officer at its desk. `onGlass` is what the sensor takes next. */
export async function served(
  policy: Policy,
  {
    more = [],
    documentAuthorities = [],
    election = probe,
    listed = records,
    index,
  }: {
    more?: readonly DeviceSetup[];
    documentAuthorities?: readonly Uint8Array[];
    election?: Election;
    /** Who stands on the list, where it is not everybody's `records`. */
    listed?: readonly RegisterRecord[];
    /** The country's index, made with the commission's key. */
    index?: (key: Uint8Array) => BuiltIndex;
  } = {},
) {
  const station = await makeStation();
  const { path } = await station.write('a.taanuu', {
    people: await peopleWith({ officer: 'officer' }),
    ...{ policy, records: listed, documentAuthorities, election },
    ...(index
      ? { index: index(Buffer.from(station.commission.secrets(election.id, election.mode).index, 'base64url')) }
      : {}),
  });
  const { zone, client } = await zoneOf(station, path, { more });
  const onGlass: FingerImage[] = [];
  zone.devices.capture = async ({ signal }) => {
    const put = onGlass.shift();
    if (put) return ok({ ...put, pixels: put.pixels.slice() });
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(ok(image('nobody', 2, 1)))));
  };
  zone.devices.print = async () => ok(null);
  const opened = { sitting: 'day-1', kind: 'day', registered: records.length, carried: 0 } as const;
  zone.kiosk.record('sitting.opened', { ...opened, approvers: Object.keys(codes) }, officer);
  await zone.unlocking.unlock(credentials, officer);
  await client.access.signIn({ person: 'officer', code: otherCode });
  const close = async (): Promise<void> => {
    await zone.stop();
    station.remove();
  };
  /** Bodies of the journal's events of a type. */
  const told = (type: string): readonly unknown[] =>
    zone.kiosk.db
      .prepare<[string], string>('select line from journal where type = ? order by seq')
      .pluck()
      .all(type)
      .map((line) => (JSON.parse(line) as { readonly body: unknown }).body);
  return { zone, client, onGlass, told, close };
}
