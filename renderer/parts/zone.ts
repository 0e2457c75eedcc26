import type { ContractRouterClient } from '@orpc/contract';
import { createContext, useContext } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { Role } from '../../core/election/common.ts';
import type { AskingClient } from '../../main/api/asked-by-itself.ts';
import type { ConsoleRole } from '../../main/api/console-views.ts';
import type { IdentificationContract } from '../../main/api/identification.ts';
import type { DeskView, VoterDisplayView, ZoneView } from '../../main/api/views.ts';
import type { ConnectionState } from './connection.ts';

/** Somebody of the commission, as far as the parts of every window look at people. */
export interface WindowPerson<R extends string = Role> {
  readonly id: string;
  readonly role: R;
  readonly name: string;
}

/** Whoever may sign in at a window: at a station's, or at the commission's console. */
type AnyPerson = WindowPerson<Role | ConsoleRole>;

/** What the views of every window have in common, whichever zone it belongs to: enough for the parts that they share. */
export interface WindowView {
  readonly window: string;
  /** Who is signed in; windows at which nobody signs in have none. */
  readonly person?: AnyPerson | null;
  /** Who may sign in or give a code here. */
  readonly people?: readonly AnyPerson[];
}

/**
 * The one place of a window that holds what the zone says: its latest view, and whether the line to it stands.
 * Nothing else keeps domain state; what is being typed stays in its component and is gone with it.
 */
export interface ZoneState<View extends WindowView = ZoneView> {
  readonly view: View | null;
  readonly connection: ConnectionState;
}

/** The methods of the identification zone, whose windows most of them are. Another zone's rooms name their own client. */
export type ZoneClient = ContractRouterClient<IdentificationContract>;
/** What a screen may call without a hand. */
export type LookingClient = AskingClient<ZoneClient>;

export interface Zone<Client = ZoneClient, View extends WindowView = ZoneView> {
  readonly store: StoreApi<ZoneState<View>>;
  readonly client: Client;
  /** Tries the one-time code that a person typed, where the window asks for one. */
  readonly enterCode: (code: string) => Promise<void>;
}

/** What of a connection a window lives on (connection.ts). */
interface Line<Client> {
  readonly client: Client;
  readonly state: () => ConnectionState;
  readonly onState: (listener: (state: ConnectionState) => void) => unknown;
  readonly follow: <T>(
    open: (client: Client, signal: AbortSignal) => Promise<AsyncIterable<T>>,
    take: (value: T) => void,
  ) => unknown;
  readonly enterCode: (code: string) => Promise<void>;
}

/**
 * Follows the zone of a connection for as long as the window lives.
 * @param watch opens the stream of its views
 */
export function followZone<Client, View extends WindowView>(
  line: Line<Client>,
  watch: (client: Client, signal: AbortSignal) => Promise<AsyncIterable<View>>,
): Zone<Client, View> {
  const store = createStore<ZoneState<View>>(() => ({ view: null, connection: line.state() }));
  line.onState((state) => store.setState({ connection: state }));
  line.follow(watch, (view) => store.setState({ view }));
  return { store, client: line.client, enterCode: line.enterCode };
}

/** A window has one zone, and its rooms know which: nothing here does. */
export const ZoneContext = createContext<Zone<unknown, WindowView> | null>(null);

/** The zone of this window. */
export function useZone<Client = ZoneClient, View extends WindowView = ZoneView>(): Zone<Client, View> {
  const zone = useContext(ZoneContext);
  if (zone === null) throw new Error('no zone around this screen');
  return zone as Zone<Client, View>;
}

/** The zone of this window for what a screen asks by itself. */
export function useLooking(): LookingClient {
  return useZone().client;
}

export function useConnection(): ConnectionState {
  return useStore(useZone().store, (state) => state.connection);
}

export function useView<View extends WindowView = ZoneView>(): View | null {
  return useStore(useZone<unknown, View>().store, (state) => state.view);
}

/** Who may sign in or give a code at this window. */
export function usePeople(): readonly AnyPerson[] {
  return useView<WindowView>()?.people ?? [];
}

/** The people of a station; at the console there are none. */
export function useStationPeople(): readonly WindowPerson[] {
  return usePeople().filter(
    (person): person is WindowPerson => person.role !== 'central' && person.role !== 'territorial',
  );
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
