import type { z } from 'zod';

/** `Disposition` of NIST SP 1500-101. */
export type Disposition = 'success' | 'failure' | 'na';

/** How much attention an event deserves; goes into `Severity` of NIST SP 1500-101. */
export type EventSeverity = 'info' | 'notice' | 'warning' | 'error';

/** `Type` of NIST SP 1500-101, in the vocabulary that the standard's documentation root describes. */
export type CdfType = 'user-action' | 'system-action' | 'system-status' | 'application-action' | 'application-status';

/** What the catalogue says about one type of event. */
export interface CatalogueEntry<Body extends z.ZodType = z.ZodType> {
  readonly body: Body;
  /** Fixed, or read from the body where the outcome is part of it. */
  readonly disposition: Disposition | ((body: z.infer<Body>) => Disposition);
  readonly severity: EventSeverity;
  readonly cdf: CdfType;
  /** One sentence for the documentation that goes with every CDF export. */
  readonly description: string;
}

/** Declares one entry; keeps the schema's type. */
export function entry<const Body extends z.ZodType>(declaration: CatalogueEntry<Body>): CatalogueEntry<Body> {
  return declaration;
}
