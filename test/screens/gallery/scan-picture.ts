import { A4, inkColours } from '../../../core/paper/sheet.ts';
import { sheetDots } from '../../../core/paper/svg.ts';
import { qrPath } from '../../../core/qr/qr.ts';
import {
  SCAN_DPI,
  type SignedPaper,
  STAMP_RINGS,
  STAMP_WORD,
  scanInks,
} from '../../../core/results/signed-paper.fixture.ts';

/** A paper as it was scanned, as a PNG. An SVG within a picture would not have the fonts of this page. */
export function scanPicture({ printed, hands, stamp, slant }: SignedPaper): string {
  const canvas = document.createElement('canvas');
  const { width, height } = sheetDots(SCAN_DPI);
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no canvas');
  pen.fillStyle = scanInks.paper;
  pen.fillRect(0, 0, width, height);
  pen.scale(SCAN_DPI / 72, SCAN_DPI / 72);
  pen.translate(A4.width / 2, A4.height / 2);
  pen.rotate((slant * Math.PI) / 180);
  pen.translate(-A4.width / 2, -A4.height / 2);
  for (const mark of printed) {
    pen.fillStyle = mark.mark === 'code' ? '#000' : `rgb(${inkColours[mark.ink].map((part) => part * 255).join(' ')})`;
    switch (mark.mark) {
      case 'text':
        pen.font = `${mark.weight === 'bold' ? 700 : 400} ${mark.size}px "Noto Sans"`;
        pen.fillText(mark.text, mark.x, mark.y);
        break;
      case 'box':
        pen.fillRect(mark.x, mark.y, mark.width, mark.height);
        break;
      case 'code': {
        pen.save();
        pen.translate(mark.x, mark.y);
        pen.scale(mark.side, mark.side);
        pen.fill(new Path2D(qrPath(mark.code, 1, 0, 0)));
        pen.restore();
      }
    }
  }
  pen.lineWidth = 1.3;
  pen.strokeStyle = scanInks.pen;
  for (const path of hands) pen.stroke(new Path2D(path));
  if (stamp !== null) {
    pen.strokeStyle = scanInks.stamp;
    for (const radius of STAMP_RINGS) {
      pen.beginPath();
      pen.arc(stamp.x, stamp.y, radius, 0, 2 * Math.PI);
      pen.stroke();
    }
    pen.fillStyle = scanInks.stamp;
    pen.font = '400 12px "Noto Sans"';
    pen.fillText(STAMP_WORD, stamp.x - 13, stamp.y + 4);
  }
  return canvas.toDataURL('image/png');
}
