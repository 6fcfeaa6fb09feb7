import { fill } from './slots.js';
import { complete } from './fields.js';

/**
 * Asks in a dialog. Escape and Cancel are a no.
 *
 * @param {string} id the dialog
 * @param {Record<string, string>} [values] what goes into its slots
 * @returns {Promise<FormData | null>} what was entered; null for a no
 */
export function ask(id, values = {}) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById(id));
  const form = dialog.querySelector('form');
  fill(dialog, values);
  form.querySelector('.error')?.setAttribute('hidden', '');
  dialog.returnValue = '';
  form.onsubmit = (event) => {
    if (!complete(form)) event.preventDefault();
  };
  dialog.querySelector('[data-close]').onclick = () => dialog.close();
  dialog.showModal();
  return new Promise((answer) => {
    dialog.onclose = () => answer(dialog.returnValue === 'ok' ? new FormData(form) : null);
  });
}
