/**
 * Whether all required fields of a form have something in them; if not, says so at the first that has not, and moves there.
 *
 * @param {HTMLFormElement} form
 */
export function complete(form) {
  const missing = [...form.elements].filter((field) => field.required && !field.value.trim());
  for (const field of form.elements) if (field.required) mark(field, missing.includes(field));
  missing[0]?.focus();
  return missing.length === 0;
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
