/**
 * Tells the shell that this page is alive, again and again: that its script runs and that something is drawn. A page
 * that stops saying so is loaded again (main/shell/pulse.ts).
 */

/** Milliseconds between two beats: many fit into the silence that the shell takes for a hang. */
const beatEvery = 200;

/**
 * Beats for as long as the page lives. Without a shell (a plain browser) it does nothing.
 * @param drawn false while the page is empty, e.g. because drawing it has thrown: that is not alive
 */
export function sayAlive(drawn: () => boolean): void {
  const bridge = window.taanuu;
  if (bridge === undefined) return;
  const beat = (): void => {
    if (drawn()) bridge.alive();
  };
  beat();
  setInterval(beat, beatEvery);
}
