(() => {
  'use strict';
  const root = document.documentElement;
  root.classList.add('js');

  // Copying: the record stands in the pre of the same box as the button.
  document.addEventListener('click', async event => {
    const button = event.target.closest('button.copy');
    if (!button) return;
    const record = button.closest('div').querySelector('pre');
    const selection = getSelection();
    selection.selectAllChildren(record);
    try {
      await navigator.clipboard.writeText(record.textContent);
    } catch {
      document.execCommand('copy');
    }
    selection.removeAllRanges();
    button.classList.add('done');
    setTimeout(() => button.classList.remove('done'), 2000);
  });

  const table = document.getElementById('member-table');
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];

  // Filtering: by any text of the row, and by the answer to whether it can be spoofed.
  const text = document.getElementById('filter');
  const spoofable = document.getElementById('filter-spoofable');
  const count = document.getElementById('filter-count');
  const texts = rows.map(row => row.textContent.toLowerCase());
  const number = new Intl.NumberFormat('en');
  const filter = () => {
    const words = text.value.toLowerCase().split(/\s+/);
    let shown = 0;
    rows.forEach((row, at) => {
      const fits = words.every(word => texts[at].includes(word)) && (!spoofable.value || row.dataset.spoofable === spoofable.value);
      row.hidden = !fits;
      if (fits) shown++;
    });
    count.value = number.format(shown) + count.dataset.of + number.format(rows.length);
  };
  text.addEventListener('input', filter);
  spoofable.addEventListener('change', filter);
  filter();

  // Sorting: by the key of a cell, else by its text; a second click turns the order, a third restores that of the list.
  const collator = new Intl.Collator(root.lang, { numeric: true });
  const compare = at => (one, other) => {
    const [a, b] = [one.cells[at], other.cells[at]];
    return a.dataset.key ? a.dataset.key - b.dataset.key : collator.compare(a.textContent, b.textContent);
  };
  const next = { none: 'ascending', ascending: 'descending', descending: 'none' };
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, at) => {
    // Not a button element: Chromium leaves those out of a table head it repeats on the next sheet.
    const button = document.createElement('span');
    button.role = 'button';
    button.tabIndex = 0;
    button.append(...head.childNodes);
    head.append(button);
    head.ariaSort = 'none';
    const sort = () => {
      const order = next[head.ariaSort];
      heads.forEach(other => { other.ariaSort = 'none'; });
      head.ariaSort = order;
      const sorted = order === 'none' ? rows : [...rows].sort(compare(at));
      if (order === 'descending') sorted.reverse();
      body.append(...sorted);
    };
    button.addEventListener('click', sort);
    button.addEventListener('keydown', event => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      sort();
    });
  });
})();
