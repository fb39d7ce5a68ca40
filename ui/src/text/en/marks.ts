export const marks = {
  severity: {
    critical: 'Critical',
    high: 'High',
    medium: 'Medium',
    low: 'Low',
    unknown: 'Not rated',
  },
  colour: {
    red: 'Red',
    amber: 'Amber',
    green: 'Green',
    grey: 'Grey',
    notVerified: 'not verified',
  },
  grade: {
    E0: 'Not asked, or refused',
    E1: 'Told by one person',
    E2: 'Told by two, or a document seen',
    E3: 'Seen in the live system',
    E4: 'Tested or witnessed',
    none: 'No evidence grade',
  },
  fields: {
    notANumber: (_places: number) => 'This is not a number.',
    tooPrecise: (places: number) =>
      places === 0
        ? 'Whole numbers only. Nothing is rounded for you.'
        : `At most ${places} decimal places. Nothing is rounded for you.`,
    tooLarge: (_places: number) => 'This amount is too large to be kept exactly.',
    notNegative: 'This cannot be below zero.',
    least: (value: string) => `At least ${value}.`,
    most: (value: string) => `At most ${value}.`,
    required: 'This is needed.',
    dayForm: 'yyyy-mm-dd',
    notADay: 'Write the day as year, month, day: 2026-06-03. T is today.',
    notBefore: (day: string) => `Not before ${day}.`,
    notAfter: (day: string) => `Not after ${day}.`,
    calendar: (field: string) => `Calendar: ${field}`,
    monthBefore: 'Month before',
    monthAfter: 'Month after',
  },
};
