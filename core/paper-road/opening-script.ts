import { ELSEWHERE } from './list.ts';

/**
 * What runs in the page on the chair's stick, in the browser of any computer. Plain JavaScript as such browsers know it;
 * everything of the list goes into the page as text. Tried in a browser from the file alone, in test/end-to-end.
 */
export const OPENING_SCRIPT = `
'use strict';
(function () {
  var data = JSON.parse(document.getElementById('data').textContent);
  var said = document.getElementById('said');
  var bytes = function (text) { return Uint8Array.from(atob(text), function (c) { return c.charCodeAt(0); }); };
  function element(name, text, className) {
    var made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }
  async function open(words) {
    var spoken = words.trim().toLowerCase().split(/\\s+/).join(' ');
    var base = await crypto.subtle.importKey('raw', new TextEncoder().encode(spoken), 'PBKDF2', false, ['deriveKey']);
    var key = await crypto.subtle.deriveKey(
      { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(data.salt), iterations: data.iterations },
      base, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
    var aad = new TextEncoder().encode('taanuu/paper-list/1\\u0000' + data.station + '\\u0000' + data.made);
    var plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes(data.nonce), additionalData: aad }, key, bytes(data.sealed));
    return JSON.parse(new TextDecoder().decode(plain));
  }
  // A sheet lies on the table without the others: the stations that its own lines name stand on it, and no more.
  function legend(list, voters) {
    var places = (list.places || []).filter(function (place) {
      return voters.some(function (voter) { return voter[4] === '${ELSEWHERE} № ' + place.number; });
    });
    return element('p', places.map(function (place) {
      return '${ELSEWHERE} № ' + place.number + ': ' + (place.ru === place.ky ? place.ky : place.ky + ' · ' + place.ru);
    }).join(';  '), 'marks');
  }
  function page(list, number, pages) {
    var section = element('section');
    var header = element('header');
    header.append(element('span', '№ ' + list.station + ' · ' + list.names.ky + ' · ' + list.names.ru),
      element('span', list.made), element('span', number + ' / ' + pages));
    var table = element('table');
    var head = element('tr');
    ['', '№', 'Аты-жөнү · ФИО', 'Туулган күнү · Дата рождения', 'ПИН', list.home ? 'Кайда добуш берет · Где голосует' : 'Өттү · Прошёл', 'Колу · Подпись'].forEach(function (text) {
      head.append(element('th', text));
    });
    table.append(head);
    var voters = list.voters.slice((number - 1) * data.lines, number * data.lines);
    voters.forEach(function (voter, line) {
      var row = element('tr', undefined, voter[4] ? 'in' : '');
      row.append(element('td', String(line + 1), 'n'), element('td', String(voter[0]), 'n'), element('td', voter[1]),
        element('td', voter[2]), element('td', voter[3]), element('td', voter[4]), element('td', ''));
      table.append(row);
    });
    if (list.home) section.append(header, table, legend(list, voters));
    else section.append(header, table, element('p', '? — чеги бүтө элек: адегенде төрага чечет · чек не завершён: сначала решает председатель;  → — башка участкада добуш берет · голосует на другом участке', 'marks'));
    return section;
  }
  function show(list) {
    var main = document.getElementById('list');
    var pages = Math.max(1, Math.ceil(list.voters.length / data.lines));
    var admitted = list.voters.filter(function (voter) { return voter[4] && voter[4].charAt(0) !== '${ELSEWHERE}'; }).length;
    var elsewhere = list.voters.filter(function (voter) { return voter[4].charAt(0) === '${ELSEWHERE}'; }).length;
    var top = element('div', undefined, 'screen');
    top.append(element('h1', list.election.ky), element('p', list.election.ru),
      element('p', 'Тизмеде · В списке: ' + list.voters.length + '. ' + (list.home
        ? 'Башка жерде добуш берет · Голосуют в другом месте: ' + elsewhere
        : 'Өттү · Прошли: ' + admitted) + '. ' + list.made));
    var button = element('button', 'Басып чыгаруу · Напечатать');
    button.addEventListener('click', function () { print(); });
    top.append(button);
    main.replaceChildren(top);
    for (var number = 1; number <= pages; number += 1) main.append(page(list, number, pages));
    main.hidden = false;
    document.getElementById('ask').hidden = true;
  }
  document.getElementById('ask').addEventListener('submit', function (event) {
    event.preventDefault();
    if (!globalThis.crypto || !crypto.subtle) {
      said.textContent = 'Бул браузер файлды ача албайт: башкасын (Chrome, Edge, Firefox) алыңыз. · Этот браузер не может открыть файл: возьмите другой (Chrome, Edge, Firefox).';
      return;
    }
    said.textContent = 'Ачылып жатат… · Открывается…';
    open(document.getElementById('words').value).then(show, function () {
      said.textContent = 'Сөздөр туура келген жок. Чектеги алты сөздү ошол тартипте жазыңыз. · Слова не подошли. Введите шесть слов с чека в том же порядке.';
    });
  });
})();
`;
