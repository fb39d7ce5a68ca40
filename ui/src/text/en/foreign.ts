// Sentences about an amount that is billed in another currency: of a vendor, of a line of the ledger.
export const foreign = {
  add: 'Billed in another currency',
  title: 'Bill in another currency',
  currency: 'Currency',
  billed: 'Billed',
  rate: 'Rate',
  rateHint: (own: string): string => `${own} for one unit of it`,
  rateOn: 'Rate of',
  rateOf: (rate: string, date: string): string => `${rate}, of ${date}`,
  source: 'Source of the rate',
  remove: 'Take the bill away',
  forget: 'Go back to what is kept',
  follows: 'Follows the bill below.',
  equals: (amount: string, rate: string, converted: string): string =>
    `${amount} × ${rate} = ${converted}`,
  needed: (parts: string[]): string => `Still needed: ${parts.join(', ')}.`,
  parts: {
    currency: 'currency',
    amount: 'amount',
    rate: 'rate',
    rateOn: 'day of the rate',
    source: 'source of the rate',
  },
  faults: {
    ownCurrency: 'That is the client’s own currency.',
    rateAbove: 'A rate lies above 0.',
    tooLarge: 'That gives more than an amount can hold.',
  },
};
