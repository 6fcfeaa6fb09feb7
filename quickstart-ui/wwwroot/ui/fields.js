/**
 * Whether all required fields of a form have something in them, and enough of it; if not, says so at the first that has not, and moves there.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement[]} [fields] only these
 */
export function complete(form, fields = [...form.elements]) {
  const missing = fields.filter((field) => field.required && !isFilled(field));
  for (const field of fields) if (field.required) mark(field, missing.includes(field));
  missing[0]?.focus();
  return missing.length === 0;
}

// A character is what a person takes for one, more or less: not half of an emoji.
function isFilled({ type, value, minLength }) {
  return type === 'password' ? [...value].length >= Math.max(minLength, 1) : value.trim() !== '';
}

/** @param {HTMLInputElement} field @param {boolean} wrong */
function mark(field, wrong) {
  const error = document.getElementById(`${field.id}-error`);
  error.hidden = !wrong;
  if (wrong) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
  // A description is read out even when it is hidden, so it is only named while it holds.
  const others = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== error.id);
  field.setAttribute('aria-describedby', (wrong ? [...others, error.id] : others).join(' '));
}
