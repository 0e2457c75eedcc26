import { family } from './problem.ts';

/**
 * Problems of election packages, registration and keys. `part` is a part of a package, `field` the name of a field
 * (never its value, but for signed rules that this version cannot honour), `row` the place of a record in the list, `person` somebody's id.
 */
export const packageProblems = family({
  'package.unreadable': { severity: 'blocking', params: ['file'] },
  'package.not-a-package': { severity: 'blocking' },
  'package.truncated': { severity: 'blocking', params: ['part'] },
  'package.hostile': { severity: 'blocking', params: ['part'] },
  'package.not-registered': { severity: 'blocking' },
  'package.bad-signature': { severity: 'blocking' },
  'package.field': { severity: 'blocking', params: ['field'] },
  'package.not-honoured': { severity: 'blocking', params: ['field', 'value'] },
  'package.not-for-this-device': { severity: 'blocking', params: ['device'] },
  'package.device-revoked': { severity: 'blocking', params: ['version', 'station'] },
  'package.device-unknown': { severity: 'blocking', params: ['device'] },
  'package.other-station': { severity: 'blocking', params: ['station', 'own'] },
  'package.key-does-not-open': { severity: 'blocking' },
  'package.older': { severity: 'blocking', params: ['version', 'current'] },
  'package.older-list': { severity: 'blocking', params: ['list', 'current'] },
  'package.same-version': { severity: 'blocking', params: ['version'] },
  'package.damaged': { severity: 'blocking', params: ['part'] },
  'package.record': { severity: 'blocking', params: ['row', 'field'] },
  'package.count': { severity: 'blocking', params: ['expected', 'found'] },
  'package.nobody-opens': { severity: 'blocking' },
  /** Two devices of a station would print receipts with the same numbers. */
  'package.place-shared': { severity: 'blocking', params: ['place', 'devices'] },
  /** A certificate of the network is none of the commission's, or of another key than it stands for. */
  'package.network-certificate': { severity: 'blocking', params: ['of'] },
  /** Two territories of the election have one code. */
  'package.territory-twice': { severity: 'blocking', params: ['territory'] },
  /** A territory lies in one that the election does not have. */
  'package.territory-parent': { severity: 'blocking', params: ['territory', 'parent'] },
  /** A territory lies in itself. */
  'package.territory-circle': { severity: 'blocking', params: ['territory'] },
  /** A territory has a station that the election does not have. */
  'package.territory-precinct': { severity: 'blocking', params: ['territory', 'precinct'] },
  /** A station lies in two territories. */
  'package.territory-precinct-twice': { severity: 'blocking', params: ['precinct', 'territory', 'other'] },
  'package.default-code': { severity: 'blocking', params: ['person'] },
  'package.short-code': { severity: 'blocking', params: ['person', 'digits'] },
  'package.list-head': { severity: 'blocking', params: ['field'] },
  'package.list-rows': { severity: 'blocking', params: ['count'] },
  'package.list-authorities': { severity: 'blocking', params: ['count'] },
  'package.not-a-certificate': { severity: 'blocking' },
  /** What was shown is not what lies there now. */
  'package.certificate-changed': { severity: 'blocking' },
  'package.keys-damaged': { severity: 'blocking', params: ['file'] },
  'package.root-differs': { severity: 'blocking' },
  'package.root-words-differ': { severity: 'blocking', params: ['words'] },
  'package.root-unreadable': { severity: 'blocking' },
  'package.request': { severity: 'blocking' },
  'package.proof': { severity: 'blocking', params: ['device'] },
  /** One came over the network and waits for a person. */
  'package.waits': { severity: 'notice', params: ['version'] },
  /** One came over the network and is none that this kiosk may take. */
  'package.came-refused': { severity: 'warning', params: ['version'] },
  /** One is to be fetched, and there is no room for it. */
  'package.no-room': { severity: 'warning', params: ['version'] },
  /** A difference starts from another package than this kiosk has. */
  'package.difference-base': { severity: 'blocking', params: ['version', 'base'] },
  /** What came of a difference is not the package that the commission signed. */
  'package.difference-unfit': { severity: 'blocking', params: ['version', 'part'] },
  /** A difference is put into the hub, and the package that it leads to is not there. */
  'package.difference-alone': { severity: 'blocking', params: ['version'] },
  'package.no-device': { severity: 'blocking', params: ['folder'] },
  'package.no-commission': { severity: 'blocking', params: ['folder'] },
  /** A folder without the root key makes packages of one election alone. */
  'package.maker-election': { severity: 'blocking', params: ['election', 'mode'] },
  /** What is to be signed was made for another root key. */
  'package.another-commission': { severity: 'blocking' },
  /** The name on the sheet that people have signed is not that of the file. */
  'package.name-differs': { severity: 'blocking', params: ['file'] },
  'package.version-signed': { severity: 'blocking', params: ['station', 'version', 'last'] },
});
