import { createStore, useStore } from 'zustand';
import { persist } from 'zustand/middleware';

/** How this desk likes its screen: nothing about voters, kept by the browser across restarts. */
export interface Settings {
  /** The hand that works: the main action lies on its side. */
  readonly hand: 'right' | 'left';
  readonly theme: 'light' | 'dark';
}

export const settings = createStore<Settings>()(
  persist((): Settings => ({ hand: 'right', theme: 'light' }), { name: 'taanuu-screen' }),
);

/** Puts the settings on the document, now and at each change, where the style sheets read them. */
export function applySettings(): void {
  const apply = ({ hand, theme }: Settings): void => {
    document.documentElement.dataset.hand = hand;
    document.documentElement.dataset.theme = theme;
  };
  apply(settings.getState());
  settings.subscribe(apply);
}

export function useSettings(): Settings {
  return useStore(settings);
}
