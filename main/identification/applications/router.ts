import { ok } from '../../../core/problem/result.ts';
import type { Implementer } from '../router-base.ts';
import type { Zone } from '../zone.ts';

type Rooms = Pick<Zone, 'desk' | 'lookup' | 'applicant' | 'applicationFiles'>;

/** The procedures of applications before the day. */
export function applicationRouter(os: Implementer, { desk, lookup, applicant, applicationFiles }: Rooms) {
  return {
    application: {
      begin: os.application.begin.handler(() => applicant.begin(lookup.record)),
      nextFinger: os.application.nextFinger.handler(() => applicant.nextFinger()),
      file: os.application.file.handler(({ input }) => applicant.file(input.asked, desk.actor)),
      print: os.application.print.handler(() => applicant.print()),
      leave: os.application.leave.handler(() => {
        applicant.leave();
        lookup.next();
        return ok(null);
      }),
      export: os.application.export.handler(({ input }) => applicationFiles.export(input.target, desk.actor)),
      files: os.application.files.handler(() => applicationFiles.files()),
      take: os.application.take.handler(({ input }) => applicationFiles.take(input.path, desk.actor)),
    },
  };
}
