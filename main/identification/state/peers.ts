/**
 * Whether an admission of `peer_admission` holds its voter: it is confirmed, or reserved and no persons have ended that. One
 * that they ended and that was confirmed all the same holds her again.
 */
export const holdsAtPeer = (table = 'peer_admission'): string =>
  `(${table}.state = 'confirmed' or (${table}.state = 'reserved'
     and not exists (select 1 from ended_elsewhere as ended where ended.admission = ${table}.admission)
     and not exists (select 1 from peer_ended as ended where ended.admission = ${table}.admission)))`;
