import { PasskeyError } from '../sdk/PasskeyError.js';
import { signIn } from '../sdk/signIn.js';
import { ask } from './ask.js';
import { main, pool } from './page.js';

/**
 * Does something that needs a recent sign-in; when it is too old, the same person proves again who they are, and it goes on.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withStepUp(work) {
  try {
    return await work();
  } catch (error) {
    if (error.tag !== 'step-up') throw error;
  }
  if (!(await ask('step-up'))) throw new PasskeyError('cancelled', 'Not confirmed.');
  await signIn({ pool, identifier: main.dataset.identifier });
  return work();
}
