import type { ContractRouterClient } from '@orpc/contract';
import { createContext, useContext } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { AskingClient } from '../../main/api/asked-by-itself.ts';
import type { IdentificationContract } from '../../main/api/identification.ts';
import type { DeskView, VoterDisplayView, ZoneView } from '../../main/api/views.ts';
import type { ConnectionState, ZoneConnection } from './connection.ts';

/**
 * The one place of a window that holds what the zone says: its latest view, and whether the line to it stands.
 * Nothing else keeps domain state; what is being typed stays in its component and is gone with it.
 */
export interface ZoneState {
  readonly view: ZoneView | null;
  readonly connection: ConnectionState;
}

export type ZoneClient = ContractRouterClient<IdentificationContract>;
/** What a screen may call without a hand. */
export type LookingClient = AskingClient<ZoneClient>;

export interface Zone {
  readonly store: StoreApi<ZoneState>;
  readonly client: ZoneClient;
  /** Tries the one-time code that a person typed, where the window asks for one. */
  readonly enterCode: (code: string) => Promise<void>;
}

/** Follows the zone of a connection for as long as the window lives. */
export function followZone(connection: ZoneConnection<IdentificationContract>): Zone {
  const store = createStore<ZoneState>(() => ({ view: null, connection: connection.state() }));
  connection.onState((state) => store.setState({ connection: state }));
  connection.follow(
    (client, signal) => client.watch({}, { signal }),
    (view) => store.setState({ view }),
  );
  return { store, client: connection.client, enterCode: connection.enterCode };
}

export const ZoneContext = createContext<Zone | null>(null);

/** The zone of this window. */
export function useZone(): Zone {
  const zone = useContext(ZoneContext);
  if (zone === null) throw new Error('no zone around this screen');
  return zone;
}

/** The zone of this window for what a screen asks by itself. */
export function useLooking(): LookingClient {
  return useZone().client;
}

export function useConnection(): ConnectionState {
  return useStore(useZone().store, (state) => state.connection);
}

export function useView(): ZoneView | null {
  return useStore(useZone().store, (state) => state.view);
}

/** The desk's view. Screens of the desk are drawn only when there is one. */
export function useDesk(): DeskView {
  const view = useView();
  if (view?.window !== 'officer') throw new Error('this screen belongs to the desk');
  return view;
}

/** The view of the voter's display. */
export function useVoterDisplay(): VoterDisplayView {
  const view = useView();
  if (view?.window !== 'voter') throw new Error("this screen belongs to the voter's display");
  return view;
}
