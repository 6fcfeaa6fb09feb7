import { hush, say, sayError } from './messages.js';

/**
 * Runs what a press began. Until it is over no button of the page works, and the pressed one shows it.
 * What goes wrong is said, unless `handle` takes care of it.
 *
 * @param {HTMLButtonElement} button
 * @param {() => Promise<void>} work
 * @param {{ waiting?: string, handle?: (error: Error) => boolean }} [options] the message to show meanwhile; true from `handle`: nothing more to say
 */
export async function busy(button, work, { waiting = 'working', handle = () => false } = {}) {
  const idle = [...document.querySelectorAll('button:enabled')].filter((other) => !other.closest('dialog'));
  for (const other of idle) other.disabled = true;
  button.setAttribute('aria-busy', 'true');
  say(waiting);
  try {
    await work();
  } catch (error) {
    hush();
    if (!handle(error)) sayError(error);
  } finally {
    for (const other of idle) other.disabled = false;
    button.removeAttribute('aria-busy');
    // A disabled button loses the focus; whoever works without a mouse gets it back, unless it has moved on.
    if (document.activeElement === document.body && button.checkVisibility()) button.focus();
  }
}
