import type { OfSheet } from './context.ts';

/** What can happen on one voter's way; everything but progress and the device's return is said by a person. */
export type AdmissionEvent =
  | { readonly type: 'pin.entered'; readonly pin: string }
  | { readonly type: 'document.read'; readonly pin: string }
  /** One without a PIN, whose number is in the record of none of the namesakes. */
  | { readonly type: 'document.of-none' }
  | { readonly type: 'candidate.chosen'; readonly record: string }
  | { readonly type: 'search.began' }
  | { readonly type: 'search.again' }
  | { readonly type: 'search.left' }
  | { readonly type: 'candidate.confirmed'; readonly record: string; readonly approvers: readonly string[] }
  | { readonly type: 'warning.accepted' }
  | { readonly type: 'homecoming.approved'; readonly reason: string; readonly approvers: readonly string[] }
  | { readonly type: 'homecoming.declined' }
  | { readonly type: 'finger.next' }
  | { readonly type: 'finger.unreadable' }
  | { readonly type: 'capture.progress'; readonly progress: number }
  | { readonly type: 'device.up' }
  | { readonly type: 'photo.compared'; readonly same: boolean; readonly approvers: readonly string[] }
  | { readonly type: 'override.approved'; readonly reason: string; readonly approvers: readonly string[] }
  | { readonly type: 'ballots.taken'; readonly ballots: readonly string[] }
  | { readonly type: 'print.resume' }
  | { readonly type: 'slip.out' }
  | { readonly type: 'slip.reprint'; readonly reason: string; readonly approvers: readonly string[] }
  | { readonly type: 'ballot.print' }
  | { readonly type: 'ballot.out' }
  | { readonly type: 'ballot.delivered' }
  | ({
      readonly type: 'sheet.cancelled';
      readonly reason: string;
      readonly approvers: readonly string[];
    } & OfSheet)
  | { readonly type: 'release'; readonly reason: string; readonly approvers: readonly string[] }
  | { readonly type: 'cancel' }
  | { readonly type: 'finish' };
