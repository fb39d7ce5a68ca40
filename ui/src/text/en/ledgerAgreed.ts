// Sentences beside the ledger: what was agreed, and what breaks first when the client grows.
const plain = (times: string): string => `full at ${times} times today’s cases`;

export const ledgerAgreed = {
  title: 'What was agreed',
  lead: 'From the charter. Compare a year and a day with a full post before it is renewed.',
  tiers: {
    label: 'Fees',
    columns: {
      name: 'Fee',
      days: 'Days a week',
      month: 'A month',
      year: 'A year',
      day: 'A day',
    },
    unnamed: 'Retainer',
    current: 'agreed',
  },
  notDone: 'What is not done',
  instead: (who: string): string => `Instead: ${who}`,
  success: 'Known to work by',
  stop: 'Stop when',
  accepted: {
    title: 'Why less than the cost is accepted',
    by: (who: string | null, on: string | null): string => [who, on].filter(Boolean).join(', '),
  },
  growth: {
    title: 'At three times the size',
    lead: 'What breaks first, as far as it was asked and counted.',
    unknown: 'not known',
    asked: (date: string): string => `asked ${date}`,
    limits: 'Automations by their limit',
    limit: (cases: string, limit: string): string => `${cases} of ${limit} cases a week`,
    fullAt: plain,
    never: 'no cases yet',
    carries: 'carries three times',
    breaks: 'does not carry three times',
    then: (what: string): string => `Then: ${what}`,
  },
};
