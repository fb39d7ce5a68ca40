// Products of whole numbers and decimal text. A binary fraction would be off by one now and then; this never is.

const LARGEST = 2n ** 53n;

/**
 * A whole number times decimal text with a point, rounded once to a whole number, half away from zero. Null: the text
 * is no decimal, or the product is beyond 2^53.
 */
export function times(whole: number, decimal: string): number | null {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!parts) return null;
  const [, sign = '', digits = '', places = ''] = parts;
  const product = BigInt(whole) * BigInt(`${sign}${digits}${places}`);
  const unit = 10n ** BigInt(places.length);
  const size = product < 0n ? -product : product;
  const rounded = (2n * size + unit) / (2n * unit);
  if (rounded > LARGEST) return null;
  return Number(product < 0n ? -rounded : rounded);
}
