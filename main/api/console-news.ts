import type { ConsoleView, StationRow } from './console-views.ts';

/**
 * What `watch` of the console sends: a country's rows are a megabyte, and of them a few hundred change between two looks. The
 * first news of a stream is whole, and so is the first after somebody has signed in or out.
 */
export interface ConsoleNews {
  readonly window: 'commission';
  /** Nothing of what was known before holds: `changed` is everything, `stations` are all. */
  readonly whole: boolean;
  /** All but the rows, as far as it has become other. */
  readonly changed: Partial<Omit<ConsoleView, 'window' | 'stations'>>;
  /** Rows that have become other; none goes away but with `whole`. */
  readonly stations: readonly StationRow[];
}

/** The view after news of it. Rows that have not changed stay the same objects, in their order. */
export function withNews(view: ConsoleView | null, news: ConsoleNews): ConsoleView {
  if (news.whole || view === null) {
    return {
      ...(news.changed as Omit<ConsoleView, 'window' | 'stations'>),
      window: news.window,
      stations: news.stations,
    };
  }
  const changed = new Map(news.stations.map((row) => [row.station, row]));
  const stations = changed.size === 0 ? view.stations : view.stations.map((row) => changed.get(row.station) ?? row);
  return { ...view, ...news.changed, stations };
}

/** The views that a stream of news makes. A stream begins whole. */
export async function* viewsOf(stream: AsyncIterable<ConsoleNews>): AsyncGenerator<ConsoleView> {
  let view: ConsoleView | null = null;
  for await (const news of stream) {
    view = withNews(view, news);
    yield view;
  }
}
