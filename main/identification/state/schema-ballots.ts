/**
 * Ballots that this kiosk prints. One sheet of a ballot of an admission is underway or delivered at a time: that is held
 * by the file itself. `nothing`: no paper was used; it is kept so that its identifier is not used again.
 */
export const printedBallotsStep = `
  create table ballot_due(
    admission text not null references admission(admission),
    ballot text not null,
    place integer not null,
    primary key (admission, ballot)
  ) strict, without rowid;

  create table ballot_sheet(
    sheet text primary key,
    admission text not null,
    ballot text not null,
    sitting text,
    state text not null check (state in ('handed', 'out', 'delivered', 'cancelled', 'nothing')),
    foreign key (admission, ballot) references ballot_due(admission, ballot)
  ) strict, without rowid;
  create unique index ballot_sheet_once on ballot_sheet(admission, ballot)
    where state in ('handed', 'out', 'delivered');

  create table ballot_paper(sitting text primary key, loaded integer not null) strict, without rowid;
`;

/**
 * Blank sheets that were there from the sitting before, and by how many people's count differed from the account. `place`:
 * the accounts in their order, whatever the clock said.
 */
export const paperAccountStep = `
  alter table ballot_paper add column carried integer not null default 0;
  alter table ballot_paper add column corrected integer not null default 0;
  alter table ballot_paper add column place integer not null default 0;
`;
