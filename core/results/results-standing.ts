/** What a results file is worth by itself: the heaviest of what was found in it; sound: nothing heavier than a note. */
export const resultsVerdicts = ['refused', 'incomplete', 'unbalanced', 'sound'] as const;
export type ResultsVerdict = (typeof resultsVerdicts)[number];

/**
 * Where a file stands at the hub. held: its key is not known yet. in-force: its protocols count. superseded: genuine, and a
 * later one is in force. refused: not what the station's commission signed. broken: signed by the station's ballot zone, and
 * it does not go together with a file of the same sitting that came before: people have to look at it.
 */
export const standings = ['held', 'in-force', 'superseded', 'refused', 'broken'] as const;
export type Standing = (typeof standings)[number];
