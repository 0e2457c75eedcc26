/** Checks of the readiness report that are its own; every other one is a line of the list to open, and has its words there. */
export const ownChecks = [
  'device',
  'simulated',
  'list',
  'kit',
  'problem',
  'disk',
  'folder',
  'clock-set',
  'keys',
  'voter-display',
] as const;

/** Where the words of a check stand (namespace:key), and what it is about: `device.printer` is about `printer`. */
export function checkWords(check: string): { readonly key: string; readonly about: string } {
  const [part = '', ...rest] = check.split('.');
  const own = (ownChecks as readonly string[]).includes(part);
  return { key: own ? `technician:check.${part}` : `chair:item.${check}`, about: rest.join('.') };
}
