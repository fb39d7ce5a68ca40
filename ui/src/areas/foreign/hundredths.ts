// The open format keeps every amount in hundredths of a unit, whatever the currency's own places are.

/** Exact decimal text with at most two places as hundredths; null when it is none, or too large. */
export function toHundredths(decimal: string): number | null {
  const parts = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(decimal);
  if (!parts) return null;
  const [, sign = '', whole = '', places = ''] = parts;
  const amount = Number(sign + whole + places.padEnd(2, '0'));
  return Number.isSafeInteger(amount) ? amount : null;
}

/** Hundredths as decimal text with two places. */
export function toText(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
