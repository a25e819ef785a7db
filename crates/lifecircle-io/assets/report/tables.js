// Tables that are sorted by a click on a header.

/** What a row is sorted by: its number, else its text as it is shown. */
const keyOf = (row, column) => {
  const cell = row.cells[column];
  if (cell.dataset.value !== undefined) return Number(cell.dataset.value);
  // Of a text in two languages the one that is shown.
  const shown = cell.querySelector(`span[lang="${lang}"]`) ?? cell;
  const text = shown.textContent.trim();
  return text === '' ? null : text;
};

/** Smaller before larger, texts as the language sorts them; what is empty stays last either way. */
const compare = (a, b, sign, texts) => {
  if (a === null || b === null) return (a === null) - (b === null);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : texts.compare(a, b);
  return sign * order;
};

const sortBy = (table, column, header) => {
  const isRising = header.getAttribute('aria-sort') !== 'ascending';
  const texts = new Intl.Collator(lang, { numeric: true });
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => [keyOf(row, column), row]);
  rows.sort(([a], [b]) => compare(a, b, isRising ? 1 : -1, texts));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  header.setAttribute('aria-sort', isRising ? 'ascending' : 'descending');
  body.append(...rows.map(([, row]) => row));
};

const startTables = () => {
  for (const table of document.querySelectorAll('main table')) {
    [...table.tHead.rows[0].cells].forEach((header, column) => {
      header.querySelector('button').addEventListener('click', () => sortBy(table, column, header));
    });
  }
};
