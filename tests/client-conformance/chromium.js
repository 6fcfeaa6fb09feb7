// A real Chromium with a device that holds a person's passkeys.
import { chromium } from 'playwright-core';

const executablePath = process.env.PASSKEYS_CHROMIUM ?? '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const launch = () => chromium.launch({ executablePath, args });

/** A page in a profile of its own, with the person's passkeys at hand. */
export async function openPage(browser, person) {
  const page = await (await browser.newContext()).newPage();
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  for (const credential of person.authenticator.credentials()) await session.send('WebAuthn.addCredential', { authenticatorId, credential });
  return page;
}
