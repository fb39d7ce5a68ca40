// Words for what the ledger and the month's work refuse, by rule; a part of the table of rules.
import { monthWords } from './format';
import type { Row } from './problems';

const month = (name: string | undefined): string => (name ? monthWords(name) : 'That month');
const line = (id: string | undefined, title?: string): string =>
  title ? `“${title}”` : (id ?? 'This line');

export const LEDGER_RULES: Record<string, Row> = {
  monthSigned: (p) => ({
    sentence: `${month(p['month'])} is signed and stays as it is.`,
    remedy:
      p['correction'] && p['nextMonth']
        ? `Enter a correction of ${line(p['line'], p['title'])} in ${monthWords(p['nextMonth'])}.`
        : p['nextMonth']
          ? `Enter the change in ${monthWords(p['nextMonth'])}.`
          : 'Enter the change in the next month.',
  }),
  monthMissing: {
    sentence: 'The ledger begins with the first invoice, and no month is left out.',
    remedy: 'Open the months one after the other; a month may be empty.',
  },
  activityIsNoReturn: {
    sentence: 'An activity is no return: a line of value is an amount, or hours at a rate.',
    remedy: 'Enter what came back, or write it under what was built.',
  },
  measuredWithoutBaseline: {
    sentence: 'Measured means a reading before and one after, with their periods and their source.',
    remedy: 'Enter both readings and the source first, or call the line estimated.',
  },
  confirmedByNobody: {
    sentence: 'Confirmed means: by a named person of the client, on a day.',
    remedy: 'Choose who confirmed it, and when.',
  },
  shareOutOfRange: {
    sentence: 'The share of an effect lies above 0% and at most at 100%.',
    remedy: 'Enter how much of the effect belongs to this line.',
  },
  foreignAmount: {
    sentence: 'An amount in another currency, times its rate, must give the amount of the line.',
    remedy: 'Enter the rate of the bill, or the amount that it gives.',
  },
  overAttributed: (p) => ({
    sentence: p['cause']
      ? `The shares of “${p['cause']}” would add up to more than the whole.`
      : 'The shares of one effect would add up to more than the whole.',
    remedy: 'Lower the share of another line with this cause first.',
  }),
  beforeServiceStart: {
    sentence: 'A contribution counts from the day its service starts.',
    remedy: 'Keep the line as proposed until then.',
  },
  sameHoursTwice: {
    sentence: 'Another line of this month gives back the hours of the same flow.',
    remedy: 'Say that the two hold the same money, or keep one of them.',
  },
  sameCauseUnknown: {
    sentence: 'The line that is said to hold the same money is not there.',
    remedy: 'Choose another line of the ledger, or none.',
  },
  sameId: {
    sentence: 'Another line has this number already.',
    remedy: 'Nothing was changed. Add the line once more.',
  },
  costWithoutAmount: {
    sentence: 'A cost is an amount of money; the client’s own work is a number of days.',
    remedy: 'Enter it, even if it is nought.',
  },
  correctsNothing: {
    sentence: 'A correction restates a line that counted as confirmed in an earlier month.',
    remedy: 'A line that was not confirmed is changed or replaced, not corrected.',
  },
  correctionWithoutReason: {
    sentence: 'A correction says why.',
    remedy: 'Write the reason in a few words.',
  },
  overFlowTotal: {
    sentence: 'A year of this flow’s confirmed lines would be more than its friction costs.',
    remedy: 'Check the amount, the share, or what the flow was timed at.',
  },
  ledgerExists: {
    sentence: 'This client has a ledger already.',
    remedy: 'A client has one ledger. Open it with the engagement that it belongs to.',
  },
  threeDecisions: {
    sentence: 'A month asks for three decisions at most.',
    remedy: 'Take one out first. A longer list is read by nobody.',
  },
  nothingToRepeat: {
    sentence: 'No line of the month before is left to repeat.',
    remedy: 'Add what is new as a line of its own.',
  },
  monthContradicts: {
    sentence: 'Something speaks against this month, so it is not signed.',
    remedy: 'Resolve what is marked as a stop under the headline, then sign.',
  },
  earlierMonthOpen: (p) => ({
    sentence: `${month(p['month'])} is not signed yet.`,
    remedy: 'Months are signed in their order. Sign that one first.',
  }),
  recheckBegun: {
    sentence: 'The re-check of this month was begun already.',
    remedy: 'Go on with its round.',
  },
  notClosed: {
    sentence: 'Only what is closed is looked at again.',
    remedy: 'Close the finding or the action first.',
  },
};
