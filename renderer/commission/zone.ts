import type { ContractRouterClient } from '@orpc/contract';
import { useEffect, useState } from 'react';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { AskingClient } from '../../main/api/asked-by-itself.ts';
import type { ConsoleContract } from '../../main/api/console.ts';
import type {
  ConsoleView,
  StationDetail,
  StationResultsShown,
  StationRow,
  SumsShown,
} from '../../main/api/console-views.ts';
import { useAct } from '../parts/act.tsx';
import { useView, useZone } from '../parts/zone.ts';

/** What the commission's console may ask of its process. */
export type ConsoleClient = ContractRouterClient<ConsoleContract>;

/** The view of the commission's console. */
export function useConsole(): ConsoleView {
  const view = useView<ConsoleView>();
  if (view?.window !== 'commission') throw new Error("this screen belongs to the commission's console");
  return view;
}

export const useConsoleAct = () => useAct<ConsoleClient>();

/** The console for what a screen asks by itself. */
export type ConsoleLooking = AskingClient<ConsoleClient>;
export function useLooking(): ConsoleLooking {
  return useZone<ConsoleClient, ConsoleView>().client;
}

/** Milliseconds between looks at a station that somebody looks at, when its row stays as it is. */
const again = 10_000;

/** What is known of one station: asked for when it is opened, when its row becomes other, and now and then. */
export function useStationDetail(row: StationRow): {
  readonly detail: StationDetail | null;
  readonly problem: Problem | null;
} {
  const client = useLooking();
  const [detail, setDetail] = useState<StationDetail | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      try {
        const answer = await client.station.look({ station: row.station });
        if (gone) return;
        if (answer.ok) setDetail(answer.value);
        setProblem(answer.ok ? null : answer.error);
      } catch {
        // The line is away and the window says so; it is asked for again.
      }
      if (!gone) timer = setTimeout(() => void look(), again);
    };
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [client, row]);
  return { detail, problem };
}

/** What the hub has of a station's results: asked for when it is opened, and when its row becomes other. Null: nothing yet. */
export function useStationResults(row: StationRow): StationResultsShown | null {
  const client = useLooking();
  const [results, setResults] = useState<StationResultsShown | null>(null);
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      try {
        const answer = await client.results.look({ station: row.station });
        if (!gone && answer.ok) setResults(answer.value);
      } catch {
        // The line is away and the window says so; the next news of the station asks again.
      }
    };
    void look();
    return () => {
      gone = true;
    };
  }, [client, row]);
  return results;
}

/** Protocols added up: asked for when the page is opened, and when the results of a station have become others. */
export function useResultsSums(): SumsShown | null {
  const client = useLooking();
  const { stations, scope } = useConsole();
  const states = `${scope} ${stations.map(({ results }) => results).join()}`;
  const [sums, setSums] = useState<SumsShown | null>(null);
  // What stands in the rows is the reason to ask again, and not a value used.
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      try {
        const answer = await client.results.sums({});
        if (!gone) setSums(answer);
      } catch {
        // The line is away and the window says so; the next news asks again.
      }
    };
    void look();
    return () => {
      gone = true;
    };
  }, [client, states]);
  return sums;
}
