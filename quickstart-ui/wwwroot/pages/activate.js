import { activate } from '../sdk/activate.js';
import { busy } from '../ui/busy.js';
import { complete } from '../ui/fields.js';
import { pool } from '../ui/page.js';
import { offerAnotherCode } from '../ui/offerAnotherCode.js';
import { show } from '../ui/steps.js';
import { takeFragment } from '../ui/takeFragment.js';

const form = document.getElementById('code-form');
const { identifier: identifierField, code: codeField } = form.elements;
const identifier = () => identifierField.value.trim();

// The link of the mail fills in what the mail says; the press stays the person's, since programs open such links too.
const link = takeFragment();
identifierField.value ||= link.identifier ?? '';
codeField.value ||= link.code ?? '';

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (complete(form)) busy(event.submitter, enterCode);
});
offerAnotherCode(() => (complete(form, [identifierField]) ? identifier() : null));

async function enterCode() {
  await activate({ pool, identifier: identifier(), code: codeField.value.trim() });
  show('done');
}
