import type { Role } from '../../core/election/common.ts';
import type { PersonEntry } from '../../core/election/station.ts';
import { type Cost, makeCodeKey } from '../access/code.ts';

/** Somebody of the demonstration's station, or of the commission above it. The codes are public: official mode refuses them. */
export interface DemoPerson {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly code: string;
}

/** Fictional people with codes that are easy to remember; `npm start` prints them. */
export const demoPeople: readonly DemoPerson[] = [
  { id: 'officer-1', role: 'officer', name: 'Айжан Үлгүлүева', code: '110011' },
  { id: 'officer-2', role: 'officer', name: 'Бакыт Үлгүлүев', code: '220022' },
  { id: 'chair', role: 'chair', name: 'Гүлнара Сынакова', code: '330033' },
  { id: 'secretary', role: 'secretary', name: 'Нурлан Сынаков', code: '440044' },
  { id: 'member-1', role: 'member', name: 'Асел Көрсөтмөева', code: '550055' },
  { id: 'member-2', role: 'member', name: 'Данияр Көрсөтмөев', code: '660066' },
  { id: 'technician', role: 'technician', name: 'Эрлан Машыгуулу', code: '770077' },
  // Of the territorial commission: receives what is handed over.
  { id: 'administrator', role: 'administrator', name: 'Чолпон Аймакова', code: '880088' },
];

/** The codes of the demonstration are public: where that is not in question, guessing them may be cheap. */
export const cheapCodes: Cost = { n: 1024, r: 8, p: 1 };

/** The people as a package carries them: the administrator is of no station. A key takes about 0.3 s for each. */
export async function demoPersonEntries(
  station: string,
  people: readonly DemoPerson[] = demoPeople,
  cost?: Cost,
): Promise<readonly PersonEntry[]> {
  return Promise.all(
    people.map(async ({ code, ...person }) => ({
      ...person,
      station: person.role === 'administrator' ? null : station,
      code: await makeCodeKey(code, cost),
      defaultCode: true,
    })),
  );
}
