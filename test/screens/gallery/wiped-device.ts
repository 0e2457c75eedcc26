/** The device of the scene that was wiped before: its zone tells of that. */
export const WIPED_DEVICE = 'd-3f9a01b2c5';

/** Another one, whose ballot zone has not answered since. */
export const WIPED_BESIDE = 'd-3f9a01b2c6';
