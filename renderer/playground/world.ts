import type { ContractRouterClient } from '@orpc/contract';
import { createContext, useContext } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { PlaygroundContract, WorldView } from '../../main/api/playground.ts';
import type { ConnectionState, ZoneConnection } from '../parts/connection.ts';

/** What this window knows: the world as it is now, and whether the line to it stands. */
export interface WorldState {
  readonly view: WorldView | null;
  readonly connection: ConnectionState;
}

export interface WorldLine {
  readonly store: StoreApi<WorldState>;
  readonly client: ContractRouterClient<PlaygroundContract>;
  readonly enterCode: (code: string) => Promise<void>;
}

/** Follows the world of a connection for as long as the window lives. */
export function followWorld(connection: ZoneConnection<PlaygroundContract>): WorldLine {
  const store = createStore<WorldState>(() => ({ view: null, connection: connection.state() }));
  connection.onState((state) => store.setState({ connection: state }));
  connection.follow(
    (client, signal) => client.watch({}, { signal }),
    (view) => store.setState({ view }),
  );
  return { store, client: connection.client, enterCode: connection.enterCode };
}

export const WorldContext = createContext<WorldLine | null>(null);

export function useLine(): WorldLine {
  const line = useContext(WorldContext);
  if (line === null) throw new Error('no world around this page');
  return line;
}

export function useConnection(): ConnectionState {
  return useStore(useLine().store, (state) => state.connection);
}

/** The world now, or null before it has been seen. */
export function useSeenWorld(): WorldView | null {
  return useStore(useLine().store, (state) => state.view);
}

/** The world now. The page's parts are drawn only when there is one. */
export function useWorld(): WorldView {
  const view = useSeenWorld();
  if (view === null) throw new Error('the world has not been seen yet');
  return view;
}

/**
 * The verbs. What the world did is seen in its next view, so nothing waits for an answer; a verb that found no line
 * was not done, and the page says that the line is lost.
 */
export function useVerbs() {
  const { client } = useLine();
  const send = (call: Promise<null>): void => void call.catch(() => null);
  return {
    layDocument: (what: Parameters<typeof client.layDocument>[0]) => send(client.layDocument(what)),
    putFinger: (what: Parameters<typeof client.putFinger>[0]) => send(client.putFinger(what)),
    plug: (what: Parameters<typeof client.plug>[0]) => send(client.plug(what)),
    breakPrinter: (what: Parameters<typeof client.breakPrinter>[0]) => send(client.breakPrinter(what)),
    tearOff: () => send(client.tearOff({})),
    putBallot: (what: Parameters<typeof client.box.putBallot>[0]) => send(client.box.putBallot(what)),
    putTestSheet: () => send(client.box.putTestSheet({})),
    putPaper: (what: Parameters<typeof client.box.putPaper>[0]) => send(client.box.putPaper(what)),
    takeSheet: () => send(client.box.take({})),
    emptyBox: () => send(client.box.empty({})),
    plugBox: (what: Parameters<typeof client.box.plug>[0]) => send(client.box.plug(what)),
    coverBox: (what: Parameters<typeof client.box.cover>[0]) => send(client.box.cover(what)),
    snagBox: (what: Parameters<typeof client.box.snag>[0]) => send(client.box.snag(what)),
  };
}
