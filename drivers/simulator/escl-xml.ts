/** What a simulated eSCL scanner says of itself (Mopria Alliance eSCL, as makers' scanners say it). */

const NAMESPACES =
  'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A4 and a little, in 300ths of an inch, and the resolutions that most scanners have. */
export const GLASS = { width: 2_550, height: 3_508 } as const;
export const RESOLUTIONS = [75, 100, 150, 200, 300, 600] as const;

function input(name: string, formats: readonly string[]): string {
  const listed = formats.map((format) => `<pwg:DocumentFormat>${format}</pwg:DocumentFormat>`).join('');
  const extended = formats.map((format) => `<scan:DocumentFormatExt>${format}</scan:DocumentFormatExt>`).join('');
  const resolutions = RESOLUTIONS.map(
    (dpi) =>
      `<scan:DiscreteResolution><scan:XResolution>${dpi}</scan:XResolution><scan:YResolution>${dpi}</scan:YResolution></scan:DiscreteResolution>`,
  ).join('');
  return `<scan:${name}>
  <scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>${GLASS.width}</scan:MaxWidth>
  <scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>${GLASS.height}</scan:MaxHeight>
  <scan:MaxScanRegions>1</scan:MaxScanRegions>
  <scan:SettingProfiles><scan:SettingProfile>
    <scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
    <scan:DocumentFormats>${listed}${extended}</scan:DocumentFormats>
    <scan:SupportedResolutions><scan:DiscreteResolutions>${resolutions}</scan:DiscreteResolutions></scan:SupportedResolutions>
  </scan:SettingProfile></scan:SettingProfiles>
  <scan:SupportedIntents><scan:Intent>Document</scan:Intent></scan:SupportedIntents>
</scan:${name}>`;
}

/** The answer to GET ScannerCapabilities. */
export function capabilitiesXml({ formats }: { readonly formats: readonly string[] }): string {
  return `${HEAD}<scan:ScannerCapabilities ${NAMESPACES}>
<pwg:Version>2.63</pwg:Version>
<pwg:MakeAndModel>Taanuu Simulated Scanner</pwg:MakeAndModel>
<pwg:SerialNumber>SIM0001</pwg:SerialNumber>
<scan:UUID>4509a320-00a0-008f-00b6-000000000001</scan:UUID>
<scan:Platen>${input('PlatenInputCaps', formats)}</scan:Platen>
<scan:Adf>${input('AdfSimplexInputCaps', formats)}<scan:FeederCapacity>50</scan:FeederCapacity></scan:Adf>
</scan:ScannerCapabilities>
`;
}

export type FeederState =
  | 'ScannerAdfLoaded'
  | 'ScannerAdfEmpty'
  | 'ScannerAdfJam'
  | 'ScannerAdfHatchOpen'
  | 'ScannerAdfDoorOpen';

export interface JobLine {
  readonly path: string;
  readonly state: 'Processing' | 'Completed' | 'Canceled' | 'Aborted';
  readonly pages: number;
}

/** The answer to GET ScannerStatus. */
export function statusXml(status: {
  readonly state: 'Idle' | 'Processing' | 'Stopped';
  readonly feeder: FeederState;
  readonly jobs: readonly JobLine[];
}): string {
  const jobs = status.jobs.map(
    ({ path, state, pages }) =>
      `<scan:JobInfo><pwg:JobUri>${path}</pwg:JobUri><pwg:JobUuid>${path.split('/').at(-1)}</pwg:JobUuid><scan:Age>1</scan:Age><pwg:ImagesCompleted>${pages}</pwg:ImagesCompleted><pwg:JobState>${state}</pwg:JobState></scan:JobInfo>`,
  );
  return `${HEAD}<scan:ScannerStatus ${NAMESPACES}>
<pwg:Version>2.63</pwg:Version>
<pwg:State>${status.state}</pwg:State>
<scan:AdfState>${status.feeder}</scan:AdfState>
<scan:Jobs>${jobs.join('')}</scan:Jobs>
</scan:ScannerStatus>
`;
}
