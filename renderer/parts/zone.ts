import { createStore, useStore } from 'zustand';
import type { IdentificationContract } from '../../main/api/identification.ts';
import type { ZoneView } from '../../main/api/views.ts';
import { browser } from './browser.ts';
import { type ConnectionState, connectZone } from './connection.ts';

/** What this window knows: how its connection is, and the zone's last word. There is no other copy of either. */
export interface Projection {
  readonly connection: ConnectionState;
  /** Null until the zone has spoken; kept while the connection is away, so that the page can say since when. */
  readonly view: ZoneView | null;
}

/** The connection of this window to the identification zone. */
export const zone = connectZone<IdentificationContract>(location.origin + location.pathname, browser);

const projection = createStore<Projection>(() => ({ connection: zone.state(), view: null }));
zone.onState((connection) => projection.setState({ connection }));
zone.follow(
  (client, signal) => client.watch({}, { signal }),
  (view) => projection.setState({ view }),
);

/** Picks from the projection; the component is drawn again when what it picked has changed. */
export function useProjection<T>(pick: (projection: Projection) => T): T {
  return useStore(projection, pick);
}
