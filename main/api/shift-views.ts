/** An operator's turn at this kiosk, for the chair and for whoever wants her slip. */
export interface ShiftView {
  /** 1, 2, 3 … in the sitting. */
  readonly number: number;
  readonly person: string;
  /** As the journal writes instants; `until` is null while it runs. */
  readonly from: string;
  readonly until: string | null;
  readonly admitted: number;
  /** What came of printing her slip the last time; null: it was not printed yet. */
  readonly slip: 'yes' | 'no' | 'maybe' | null;
}
