import '../ui/admin.js';
import { filterList } from '../ui/filterList.js';

const chosen = document.getElementById('chosen');
const found = document.getElementById('found');

// A model with a rule stays, whatever is searched for next.
found.addEventListener('change', ({ target }) => {
  if (target.value) chosen.append(target.closest('tr'));
  target.focus();
});

filterList(document.getElementById('find-form'), (page) => {
  const taken = new Set([...chosen.querySelectorAll('select')].map(({ name }) => name));
  const rows = [...page.getElementById('found').rows].filter((row) => !taken.has(row.querySelector('select').name));
  found.replaceChildren(...rows);
  document.getElementById('found-none').hidden = rows.length > 0;
});
