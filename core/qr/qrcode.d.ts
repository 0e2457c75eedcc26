/** The part of the package `qrcode` that core uses: no drawing, only the modules. */
declare module 'qrcode/lib/core/qrcode.js' {
  export function create(
    content: string | readonly { readonly data: Uint8Array; readonly mode: 'byte' }[],
    options: { readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H'; readonly version?: number },
  ): { readonly modules: { readonly size: number; get(row: number, column: number): number } };
}
