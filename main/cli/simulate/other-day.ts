import { readFileSync } from 'node:fs';
import { CALENDAR } from './calendar.ts';

/**
 * Loaded in front of the zone (`node --import`): where the room has a calendar, the zone's clock shows its day. The zone's
 * own code is the one that ships, and its monotonic clock stays as it is.
 */
const file = process.env[CALENDAR];

if (file !== undefined) {
  const RealDate = Date;
  const ahead = Number(readFileSync(file, 'utf8'));
  const now = () => RealDate.now() + ahead;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}
