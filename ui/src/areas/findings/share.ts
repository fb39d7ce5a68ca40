// A share is kept as decimal text from 0 to 1 and read as per cent. Moving the point on the text keeps it exact.
import type { Decimal } from '$/host/bindings';

const tidy = (text: string): string => {
  const [whole = '0', fraction = ''] = text.split('.');
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const rest = fraction.replace(/0+$/, '');
  return rest === '' ? digits : `${digits}.${rest}`;
};

/** "0.075" → "7.5" */
export function toPercent(share: Decimal): Decimal {
  const [whole = '0', fraction = ''] = share.split('.');
  const padded = fraction.padEnd(2, '0');
  return tidy(`${whole}${padded.slice(0, 2)}.${padded.slice(2)}`);
}

/** "7.5" → "0.075" */
export function fromPercent(percent: Decimal): Decimal {
  const [whole = '0', fraction = ''] = percent.split('.');
  const padded = whole.padStart(3, '0');
  return tidy(`${padded.slice(0, -2)}.${padded.slice(-2)}${fraction}`);
}
