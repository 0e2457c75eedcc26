/** What the program hands to drivers of scanners: this floor knows no images. */
export { imageCodecs } from '../../../main/images/codecs.ts';
