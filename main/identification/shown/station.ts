import { shortDate } from '../../../core/person/dates.ts';
import { deviceView } from '../../api/device-view.ts';
import type { Stage, StationView } from '../../api/views.ts';
import type { InForce } from '../kiosk.ts';
import { sittingPlan } from '../sittings/plan.ts';
import { insideOf } from '../state/closing.ts';
import { stationOf } from '../state/read.ts';
import { standstillsOf } from '../state/standstill.ts';
import type { ShownRooms } from './rooms.ts';

/** Stages in which voters may have to be looked up. */
const resolving: readonly Stage[] = ['open', 'suspended', 'finishing'];

/** Where am I, what is happening: on every window. */
export function stationView(zone: ShownRooms): StationView {
  const { kiosk, sitting, identity, devices } = zone;
  const force = kiosk.inForce();
  return {
    stage: sitting.stage,
    mode: force?.election.mode ?? 'training',
    election: force && {
      id: force.election.id,
      names: force.election.names,
      date: shortDate(sittingPlan(kiosk, force).current.date),
      closes: sittingPlan(kiosk, force).current.close,
    },
    station: force && { number: force.precinct.number, names: force.precinct.names, address: force.precinct.address },
    device: identity,
    now: kiosk.now().toISOString(),
    zone: zoneName(force),
    admitted: sitting.admitted(),
    standstill: standstill(zone),
    insideLeft: insideLeft(zone),
    locked: (force?.register.locked ?? false) && resolving.includes(sitting.stage),
    devices: devices.health.map((health) => deviceView(health, kiosk.now())),
    problems: zone.problems(),
    help: zone.help.calls,
    kiosks: zone.kiosks.view(),
    upstream: zone.kiosks.hub.view(),
  };
}

function standstill({ kiosk, sitting }: ShownRooms): StationView['standstill'] {
  if (sitting.stage !== 'suspended') return null;
  const now = standstillsOf(kiosk.db, stationOf(kiosk.db).sitting).find(({ until }) => until === null);
  return now ? { since: now.since } : null;
}

/** Counted down while the doors are closed and the day has not ended. */
function insideLeft({ kiosk, sitting }: ShownRooms): number | null {
  if (sitting.stage !== 'finishing' && sitting.stage !== 'suspended') return null;
  return insideOf(kiosk.db, stationOf(kiosk.db).sitting)?.left ?? null;
}

const zoneName = (force: InForce | null): string => force?.precinct.zone ?? force?.election.zone ?? 'Asia/Bishkek';
