/** Retention copies: which medium, and how far the copy goes. */
export const retentionStep = `
  create table retention(
    seq integer primary key,
    medium text not null,
    kind text not null,
    events integer not null,
    head text not null,
    sha256 text not null,
    at text not null
  ) strict;
`;

/** The act of handing over, its two copies, and what the commission ticked. There is one: the stage allows no second. */
export const handingStep = `
  create table handing(
    one integer primary key check (one = 1),
    seq integer not null,
    hash text not null,
    at text not null,
    act text not null,
    first text,
    second text,
    checked text
  ) strict;
`;
