import type { CountryNews } from '../../core/commission/country.ts';

/** Where a console's news come from: the hub, or a simulated country. */
export interface Feed {
  /**
   * Begins to tell.
   * @param connected told whether it hears the hub, at each change
   * @returns how to stop it
   */
  start(take: (news: CountryNews) => void, connected: (is: boolean) => void): () => Promise<void>;
}
