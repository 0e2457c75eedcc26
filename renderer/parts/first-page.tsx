import './first-page.css';
import { createStore, useStore } from 'zustand';
import words from '../../assets/locales/ky/connection.json' with { type: 'json' };
import type { IdentificationContract } from '../../main/api/identification.ts';
import type { ZoneView } from '../../main/api/views.ts';
import { browser } from './browser.ts';
import { type ConnectionState, connectZone } from './connection.ts';

const zone = connectZone<IdentificationContract>(location.origin + location.pathname, browser);
const projection = createStore<{ connection: ConnectionState; view: ZoneView | null }>(() => ({
  connection: zone.state(),
  view: null,
}));
zone.onState((connection) => projection.setState({ connection }));
zone.follow(
  (client, signal) => client.watch({}, { signal }),
  (view) => projection.setState({ view }),
);

/** The page before there are screens: how the connection is, which station this is and what stage it is in. */
export function FirstPage() {
  const connection = useStore(projection, (state) => state.connection);
  const station = useStore(projection, (state) => state.view?.station);
  if (connection.kind === 'code-wanted') return <CodeEntry refused={connection.refused} />;
  return (
    <main data-connection={connection.kind} data-stage={station?.stage}>
      <h1>{station ? (station.station?.names.ky ?? station.device.serial) : words[connection.kind]}</h1>
      <p>{station ? words.stage[station.stage] : ''}</p>
      <p>{station && connection.kind !== 'open' ? words[connection.kind] : ''}</p>
    </main>
  );
}

/** Asks for the one-time code that the house has printed for this window. */
function CodeEntry({ refused }: { readonly refused: boolean }) {
  return (
    <main data-connection="code-wanted">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void zone.enterCode(String(new FormData(event.currentTarget).get('code') ?? ''));
        }}
      >
        <p>{refused ? words.codeRefused : words.codeWanted}</p>
        <input name="code" aria-label={words.code} autoComplete="off" maxLength={40} />
        <button type="submit">{words.next}</button>
      </form>
    </main>
  );
}
