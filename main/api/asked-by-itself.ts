/**
 * Methods that a window calls without a hand: again and again, when a page opens, or when the view says that there is
 * something new. They only look, and whoever asks so is nobody at the desk: the sign-out of an idle person waits for none
 * of them. A screen that asks by itself gets no other methods (`AskingClient`).
 */
export const askedByItself = [
  'watch',
  'device.discover',
  'device.trace',
  'recording.state',
  'station.packages',
  'station.logTargets',
  'copy.predecessors',
  'configuration.compare',
  'configuration.files',
  'configuration.scanned',
  'provisioning.look',
  'passport.look',
  'kitMap.look',
  'application.files',
  'trial.picture',
  'retention.copies',
  'handing.act',
  'sittings.lists',
  'sittings.arrivals',
  'wipe.orders',
  'papers.today',
  'acts.overview',
  'kiosks.sum',
  'kiosks.opening',
  'kiosks.journals',
  // Of the commission's console.
  'station.look',
  'logs.sticks',
  'results.look',
  'results.scan',
  'results.sums',
  'packages.sources',
  'packages.targets',
  'packages.rows',
  'packages.look',
  'packages.page',
] as const;

type Asked = (typeof askedByItself)[number];
type MethodIn<G> = G extends string
  ? Asked extends infer A
    ? A extends `${G}.${infer M}`
      ? M
      : never
    : never
  : never;

/** A client of which only those methods are left. */
export type AskingClient<C> = {
  readonly [G in keyof C as [MethodIn<G>] extends [never] ? never : G]: Pick<C[G], Extract<keyof C[G], MethodIn<G>>>;
};

const asked: ReadonlySet<string> = new Set(askedByItself);

/** Whether a call of this method is something that a person at the desk did. */
export const isByHand = (method: string): boolean => !asked.has(method);
