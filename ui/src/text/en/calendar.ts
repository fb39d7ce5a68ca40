// Every sentence of the calendar.
import { plural } from '../plural';

export const calendar = {
  loading: 'Reading the calendar',
  month: 'Month',
  before: 'Month before',
  after: 'Month after',
  today: 'Today',
  grid: (month: string): string => `Days of ${month}`,
  agenda: 'Agenda',
  missed: 'Missed',
  missedHint: 'Something was to be done by then and no record says that it was.',
  none: 'Nothing falls into this month.',
  noneShown: 'Nothing of what is shown falls into this month.',
  emptyTitle: 'No date yet',
  emptyHint: 'Renewals, milestones, due dates and reviews appear here as soon as a record has one.',
  more: (count: number): string => `+${count}`,
  dayLabel: (day: string, count: number, missed: number): string =>
    [
      day,
      count === 0
        ? 'nothing'
        : `${count} ${plural('en', count, { one: 'entry', other: 'entries' })}`,
      missed > 0 ? `${missed} missed` : '',
    ]
      .filter(Boolean)
      .join(', '),
  within: (what: string): string => `Freeze: ${what}`,
  clash: 'breaks the freeze',
  clashSoft: 'during the freeze',
  clashes: (count: number): string =>
    count === 1 ? '1 action is due inside a freeze' : `${count} actions are due inside a freeze`,
  missedCount: (count: number): string =>
    count === 1 ? '1 date is missed' : `${count} dates are missed`,
  allKept: 'Nothing is missed',
  until: (day: string): string => `until ${day}`,
  left: (days: number): string =>
    days === 0
      ? 'today'
      : days === 1
        ? 'tomorrow'
        : days === -1
          ? 'yesterday'
          : days < 0
            ? `${-days} days ago`
            : `in ${days} days`,
  filter: 'What is shown',
  groups: {
    contracts: 'Contracts',
    dates: 'Freezes and milestones',
    work: 'Work',
    decisions: 'Decisions',
    checks: 'Controls and access',
    value: 'Engagement and value',
  },
  kinds: {
    freeze: 'Freeze',
    event: 'Event',
    milestone: 'Milestone',
    programme: 'Programme ready',
    notice: 'Give notice',
    renewal: 'Renews',
    trial: 'Decide the trial',
    action: 'Action due',
    finding: 'Fix due',
    reading: 'Read the outcome',
    driftCheck: 'Look for drift',
    review: 'Review decision',
    waiting: 'Waiting since',
    controlTest: 'Test the control',
    evidence: 'Evidence due',
    accessReview: 'Review access',
    accessEnd: 'Access ends',
    engagementNotice: 'Engagement notice',
    engagementEnd: 'Engagement ends',
    benefitEnd: 'Benefit ends',
    note: 'Answer a note',
  },
  open: (kind: string, title: string): string => `${kind}: ${title}`,
};
