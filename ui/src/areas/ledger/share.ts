// A share of one as per cent and back, exactly: only the decimal point moves.

/** "0.3" → "30", "0.125" → "12.5", "1" → "100". */
export function asPercent(share: string): string {
  return moved(share, 2);
}

/** "30" → "0.3", "12.5" → "0.125". */
export function asShare(percent: string): string {
  return moved(percent, -2);
}

function moved(decimal: string, by: number): string {
  const minus = decimal.startsWith('-') ? '-' : '';
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + by;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(1, point);
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const right = padded.slice(at).replace(/0+$/, '');
  return minus + (right ? `${left}.${right}` : left);
}
