/** Name of the device's secret from which the keys of a journal's copies come. */
export const copyKeyName = (journal: string): string => `copy-${journal}`;

/** What a copy's key is locked as: of one file it opens no other. */
export const copyLockName = (id: string): string => `copy/${id}`;

/** Name of the device's secret from which the phrases of an election's sittings come. */
export const paperRoadKeyName = (election: string, mode: string): string => `paper-road-${election}-${mode}`;
