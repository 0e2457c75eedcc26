import type { Hands } from '../hands.ts';
import { said } from '../words.ts';

/** The device that no commission knows writes its request to the stick, from the page of its registration. */
export async function savesRequest(desk: Hands): Promise<void> {
  await desk.button(said('kit:registration.open')).click();
  await desk.heading(said('kit:registration.title')).waitFor();
  await desk.page.getByText(said('kit:registration.root.none')).waitFor();
  await desk.button(said('kit:registration.save')).click();
  const sheet = desk.page.getByRole('dialog');
  await desk.target('stick', sheet).click();
  await sheet.getByText(said('parts:write.done')).waitFor();
  await desk.button(said('parts:close'), sheet).click();
}

/**
 * Two people compare the words of the certificate that came back, the device takes the commission's key, and they go back
 * to the packages.
 * @param certificate name of its file
 * @returns the words as the screen shows them
 */
export async function takesCertificate(desk: Hands, certificate: string): Promise<readonly string[]> {
  const sheet = desk.page.getByRole('dialog');
  await desk.button(said('kit:certificate.title')).click();
  await desk.button(certificate, sheet).click();
  // The files stood in a list as well.
  const same = desk.button(said('kit:certificate.same'), sheet);
  await same.waitFor();
  const words = await sheet.getByRole('listitem').allInnerTexts();
  await same.click();
  await desk.page.getByText(words.join(' · ')).waitFor();
  return words;
}
