/** Shows one step of the page, says where the person is, and hides the others. */
export function show(name) {
  for (const step of document.querySelectorAll('[data-step]')) {
    step.hidden = step.dataset.step !== name;
    for (const status of step.querySelectorAll('.status')) status.replaceChildren();
  }
  document.querySelector(`[data-step="${name}"] h1:not([hidden])`).focus();
}
