/** Gray pixels of 8 bits as Netpbm's binary gray map (P5), which has no place for a resolution. */
export function grayPgm(image: {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${image.width} ${image.height}\n255\n`), image.pixels]);
}
