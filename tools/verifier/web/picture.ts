import decodeQR from 'qr/decode.js';

/**
 * A picture is larger than a code needs: above this (in pixels of the longer side) it is made smaller first. The code of a
 * challenge has some 90 modules a side.
 */
const SIZES = [1600, 1000, 2400];
/** An old telephone may take so long for one size. */
const MILLISECONDS = 3000;

interface Detector {
  detect(image: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = new (options: { readonly formats: readonly string[] }) => Detector;

/**
 * Reads the QR code of a photograph: by what the browser has (BarcodeDetector, most telephones with Chrome), and where it
 * has nothing or finds nothing, by the decoder of this page.
 * @returns its text; null where there is none
 */
export async function readPicture(file: Blob): Promise<string | null> {
  const image = await createImageBitmap(file).catch(() => null);
  if (image === null) return null;
  const Detector = (globalThis as { readonly BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (Detector !== undefined) {
    // A browser may have the class and nothing behind it.
    const found = await new Detector({ formats: ['qr_code'] }).detect(image).catch(() => []);
    if (found[0] !== undefined) return found[0].rawValue;
  }
  const longer = Math.max(image.width, image.height);
  for (const size of SIZES) {
    const scale = Math.min(1, size / longer);
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) return null;
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    try {
      const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
      return decodeQR({ data, width, height }, { timeLimit: MILLISECONDS });
    } catch {
      // Not found at this size: the next.
    }
  }
  return null;
}
