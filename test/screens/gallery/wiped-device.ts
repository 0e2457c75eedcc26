/** The device of the scene that was wiped before: its zone tells of that. */
export const WIPED_DEVICE = 'd-3f9a01b2c5';
