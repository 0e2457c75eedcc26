/** No line of any zone is longer; longer runs are garbage. */
const LONGEST_LINE = 90;
const MOST_LINES = 4;

/**
 * Gathers the lines that an MRZ reader sends: CR, LF or both end a line, STX and ETX are ignored. A complete zone
 * (three lines of 30, two of 44) is given out at once; anything else when the line falls quiet. Memory is bounded.
 */
export class MrzFramer {
  /** Bytes that belonged to no line. */
  skipped = 0;
  private line = '';
  private lines: string[] = [];

  /** Texts that are complete after these bytes; lines separated by LF. */
  push(bytes: Uint8Array): string[] {
    const texts: string[] = [];
    for (const byte of bytes) {
      if (byte === 0x0d || byte === 0x0a) {
        this.endLine();
        if (this.complete()) texts.push(this.take());
      } else if (byte > 0x20 && byte < 0x7f && this.line.length < LONGEST_LINE && this.lines.length < MOST_LINES) {
        this.line += String.fromCharCode(byte);
      } else {
        this.skipped += 1;
      }
    }
    return texts;
  }

  /** The line fell quiet: what was gathered is all there is. Null if there was nothing. */
  quiet(): string | null {
    this.endLine();
    return this.lines.length === 0 ? null : this.take();
  }

  private endLine(): void {
    if (this.line !== '') this.lines.push(this.line);
    this.line = '';
  }

  private complete(): boolean {
    const width = this.lines.length === 3 ? 30 : this.lines.length === 2 ? 44 : 0;
    return width > 0 && this.lines.every((line) => line.length === width);
  }

  private take(): string {
    const text = this.lines.join('\n');
    this.lines = [];
    return text;
  }
}
