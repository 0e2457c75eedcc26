/** Who made the kiosk and which program it runs, as exports tell it. */
export const PRODUCT = { manufacturer: 'Taanuu', model: 'taanuu-kiosk', version: '0.1.0' } as const;
