/** A place that files are written to and come from: a stick, or a folder of this kiosk. */
export interface MediumView {
  readonly path: string;
  /** What is written on it: the label of its file system, or a folder's name. */
  readonly name: string;
  readonly removable: boolean;
  /** How large a stick is; without it where the system does not say. */
  readonly bytes?: number;
}
