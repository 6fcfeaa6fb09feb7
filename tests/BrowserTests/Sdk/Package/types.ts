// Compiled, not run: an application in TypeScript, at its strictest.
import { autofill, checkSupport, inviteDevice, PasskeyError, passwordSignIn, register, signIn, startSignUp, verifyRecovery, type Passkey, type PasskeyErrorTag } from '@passkeys/browser';

export async function enter(identifier: string, button: HTMLButtonElement): Promise<Passkey> {
  const { immediateGet } = await checkSupport();
  const { signup, methods } = await startSignUp({ pool: 'demo', identifier });
  button.hidden = methods?.includes('password') !== true;
  const { passkey, signals } = await register({ pool: 'demo', signup, name: 'Laptop', report: false });
  const signedIn = await signIn(immediateGet ? { pool: 'demo', mediation: 'immediate' } : { pool: 'demo', identifier, rpId: 'old.example' });
  if (signedIn.enrol) console.log(signals.rpId);
  return passkey;
}

export async function waitHours(error: unknown): Promise<number | PasskeyErrorTag> {
  if (!(error instanceof PasskeyError)) throw error;
  return error.tag === 'too-many' ? (error.retryAfter ?? 0) / 3600 : error.tag;
}

export const others: Promise<string>[] = [
  autofill({ pool: 'demo', operationToken: 'token' }).then((signedIn) => signedIn?.code ?? ''),
  passwordSignIn({ pool: 'demo', identifier: 'ada', password: 'a', onPasskey: () => {} }).then(({ redirect }) => redirect ?? ''),
  verifyRecovery({ pool: 'demo', identifier: 'ada', code: '12345678' }).then(({ signup }) => register({ pool: 'demo', signup, removeOthers: true })).then(({ passkey }) => passkey.id),
  inviteDevice({ pool: 'demo' }).then(({ qr }) => qr),
];

// @ts-expect-error nothing can fail in the browser here
startSignUp({ pool: 'demo', identifier: 'ada', report: false });
// @ts-expect-error a pool is always needed
signIn({});
// @ts-expect-error a field's autofill cannot be immediate
autofill({ pool: 'demo', mediation: 'immediate' });
