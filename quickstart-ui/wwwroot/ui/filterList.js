/**
 * Searches while somebody types: asks for the page that the search form would lead to, and hands it over.
 *
 * @param {HTMLFormElement} form a search form, with one field
 * @param {(page: Document) => void} show takes out of the page what it needs
 */
export function filterList(form, show) {
  const pause = 250;
  let timer;
  let latest;
  const search = async () => {
    const asked = (latest = new AbortController());
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form)).toString();
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: 'text/html' } });
      if (!answer.ok || answer.redirected) return;
      show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {
      // Another search began, or the network is gone; the button still leads there.
    }
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    latest?.abort();
    timer = setTimeout(search, pause);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    latest?.abort();
    search();
  });
}
