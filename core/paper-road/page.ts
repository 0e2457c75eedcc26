import { LINES_ON_PAGE } from './list.ts';
import { OPENING_SCRIPT } from './opening-script.ts';

/** What the page needs besides itself. Bytes are base64. */
export interface SealedList {
  /** Of PBKDF2 with SHA-256. */
  readonly salt: string;
  readonly iterations: number;
  /** Of AES-256-GCM. */
  readonly nonce: string;
  readonly sealed: string;
  readonly station: string;
  /** As people write it. */
  readonly made: string;
}

/** What the browser's page may do: nothing from outside, nothing to outside. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; form-action 'none'";

/**
 * The list as one page that any computer's browser opens and prints, without a network and without a program of ours: the
 * six words of the chair's envelope open it there (WebCrypto: PBKDF2, AES-GCM).
 */
export function paperListPage(list: SealedList): string {
  const data = JSON.stringify({ ...list, lines: LINES_ON_PAGE }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="ky">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<title>Тизме · Список · № ${list.station}</title>
<style>${STYLE}</style>
</head>
<body>
<form id="ask">
<h1>Шайлоо участкасы · Избирательный участок № ${list.station}</h1>
<p>Шайлоочулардын тизмеси жана ким өткөнү. ${list.made} абалы боюнча.<br>Список избирателей с отметками, кто прошёл. Состояние на ${list.made}.</p>
<label for="words">Төраганын жабык конвертиндеги алты сөз:<br>Шесть слов из запечатанного конверта председателя:</label>
<input id="words" autocomplete="off" autocapitalize="none" spellcheck="false" autofocus>
<button>Ачуу · Открыть</button>
<p id="said" role="status"></p>
</form>
<main id="list" hidden></main>
<script type="application/json" id="data">${data}</script>
<script>${OPENING_SCRIPT}</script>
</body>
</html>
`;
}

const STYLE = `
body{font:16px/1.4 sans-serif;color:#000;background:#fff;margin:2em}
form{max-width:44em}input{font:inherit;width:100%;padding:.5em;margin:.5em 0;box-sizing:border-box}
button{font:inherit;padding:.6em 1.2em;margin:.3em .6em .3em 0}
table{border-collapse:collapse;width:100%;margin:0 0 1em}
th,td{border:1px solid #000;padding:1px 5px;text-align:left;font-size:13px;height:8.4mm}
th{height:auto}td.n{text-align:right;font-variant-numeric:tabular-nums}
tr.in td{background:#ddd}p.marks{font-size:11px;margin:0}section header{display:flex;justify-content:space-between;gap:1em;font-weight:700}
@page{size:A4;margin:10mm}
@media print{body{margin:0}.screen,form{display:none}section{break-after:page}}
`;
