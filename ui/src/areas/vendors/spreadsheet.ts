// Text from a spreadsheet's clipboard or a CSV file as rows of cells.

/** Tab wins, then whichever of semicolon and comma stands more often in the first line; else one column. */
export function separatorOf(pasted: string): string {
  if (pasted.includes('\t')) return '\t';
  const first = (pasted.split(/\r?\n/).find((line) => line.trim() !== '') ?? '').replace(
    /"[^"]*"/g,
    '',
  );
  const count = (mark: string) => first.split(mark).length - 1;
  if (count(';') === 0 && count(',') === 0) return '\t';
  return count(';') >= count(',') ? ';' : ',';
}

/** Cells in quotes may hold the separator, line breaks and doubled quotes. Empty lines are left out. */
export function readRows(pasted: string, separator = separatorOf(pasted)): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    row.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.some((one) => one !== '')) rows.push(row);
    row = [];
  };
  const text = pasted.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && cell.trim() === '') {
      quoted = true;
      cell = '';
    } else if (letter === separator) endCell();
    else if (letter === '\n') endRow();
    else cell += letter;
  }
  endRow();
  return rows;
}

/** Whether a spreadsheet would run the cell instead of showing it. */
export function isFormula(cell: string): boolean {
  return /^[=@\t\r]|^[+-](?![\d\s.,]*$)/.test(cell);
}

/** The words of a cell as no spreadsheet runs them, without marks that nobody sees. */
export function plainCell(cell: string): string {
  const seen = cell.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return isFormula(seen) ? `'${seen}` : seen;
}
