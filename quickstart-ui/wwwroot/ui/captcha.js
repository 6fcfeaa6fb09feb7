// What the providers' scripts call themselves: all three can be asked to begin again.
const providers = ['turnstile', 'hcaptcha', 'grecaptcha'];

/**
 * The answer to the captcha of a form: what the person typed, or what the provider's widget put into a field of its own. Undefined where there is none.
 *
 * @param {HTMLFormElement} form
 */
export function captchaAnswer(form) {
  const field = form.querySelector('[data-captcha]')?.dataset.captcha;
  return (field && form.elements[field]?.value.trim()) || undefined;
}

/** An answer works once: the widget gives another one for another try. */
export function renewCaptcha() {
  for (const name of providers) window[name]?.reset?.();
}
