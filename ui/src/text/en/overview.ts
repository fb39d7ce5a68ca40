// Every sentence of the overview.
export const overview = {
  title: 'Overview',
  loading: 'Reading the overview',
  engagement: 'Engagement',
  kinds: { fractional_cto: 'Fractional CTO', due_diligence: 'Due diligence' },
  headline: {
    nothing: 'Nothing asked yet.',
    asked: (answered: number, of: number): string =>
      `${answered} of ${of} questions answered, no finding yet.`,
    critical: (count: number): string =>
      count === 1 ? '1 critical finding is open' : `${count} critical findings are open`,
    open: (count: number): string =>
      count === 1 ? '1 finding is open' : `${count} findings are open`,
    none: 'No finding is open',
    better: (count: number): string =>
      count === 1
        ? '1 area is better than at the first visit'
        : `${count} areas are better than at the first visit`,
    worse: (count: number): string => (count === 1 ? '1 is worse' : `${count} are worse`),
  },
  ofFound: (open: number, found: number): string => `${open} open of ${found} found`,
  score: 'Score',
  scoreRange: (low: number, high: number): string => `between ${low} and ${high} of 100`,
  scoreWas: (was: number): string => `${was} at the first visit`,
  answered: 'Answered',
  counts: 'Findings by severity',
  areas: 'Areas',
  now: 'Now',
  was: 'First visit',
  areasTable: 'Show as table',
  areasPicture: 'Show as picture',
  radarAlt: (pairs: string): string =>
    `Maturity of each area from 0 to 4, now against the first visit: ${pairs}`,
  radarPair: (name: string, now: string, was: string | null): string =>
    was === null ? `${name} ${now}` : `${name} ${now}, was ${was}`,
  columns: {
    area: 'Area',
    now: 'Now',
    was: 'Was',
    range: 'Range',
    evidence: 'Evidence',
    colour: 'State',
  },
  colours: { red: 'Red', amber: 'Amber', green: 'Green', grey: 'Too little asked' },
  notVerified: 'Green, not verified',
  capped: (ids: string): string => `Capped by ${ids}`,
  directions: { up: 'better', down: 'worse', same: 'same', no_comparison: 'no comparison' },
  exposure: 'Exposure a year',
  exposureHint: 'Three kinds of money, never added together.',
  open: 'open',
  asFound: 'as found',
  headBar: (head: string, when: string, low: string, likely: string, high: string): string =>
    `${head}, ${when}: likely ${likely}, between ${low} and ${high}`,
  top: 'Top findings',
  topAll: 'All findings',
  topNone: 'No open finding.',
  steps: 'Next steps',
  stepAsk: 'Ask',
  stepAskHint: 'Choose a question set and start the first round.',
  stepFind: 'Find',
  stepFindHint: 'Press F on an answer that worries you.',
  stepPlan: 'Plan',
  stepPlanHint: 'Agree on order and pace with the client.',
  stepReport: 'Report',
  stepReportHint: 'Hand over the audit as a PDF.',
  stepDone: 'done',
  stepNext: 'next',
  milestones: 'Milestones',
  milestone: (current: string, target: string): string => `${current} of ${target}`,
  noDate: 'no date',
  asOf: (day: string): string => `Figures as of ${day}`,
  inDays: (days: number): string =>
    days === 0
      ? 'today'
      : days === 1
        ? 'tomorrow'
        : days < 0
          ? `${-days} days ago`
          : `in ${days} days`,
  rooms: {
    friction: 'Friction a year',
    removed: (amount: string): string => `${amount} removed`,
    agreed: (amount: string): string => `${amount} agreed`,
    nothingRemoved: 'nothing of it removed or agreed yet',
    ledger: 'Confirmed return to date',
    each: 'for each 1 paid',
    paid: (confirmed: string, cost: string): string => `${confirmed} of ${cost} cash cost`,
    dates: 'Next dates',
  },
  goAudit: 'Open the audit',
  goReports: 'Open reports',
};
