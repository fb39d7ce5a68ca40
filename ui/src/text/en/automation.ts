// Every sentence of an automation case.
import type {
  ActionStatus,
  BuildState,
  CapacityState,
  CaseQuadrant,
  CaseVerdict,
  ControlKind,
  Criterion,
  DecisionState,
  InputKind,
  SwingInput,
} from '$/host/bindings';

const criteria: Record<Criterion, string> = {
  volume: 'volume',
  rule_stability: 'rule stability',
  data_readiness: 'data readiness',
  error_tolerance: 'error tolerance',
  owner: 'owner',
};
const quadrants: Record<CaseQuadrant, { name: string; hint: string }> = {
  build: { name: 'Build', hint: 'ready, and worth much' },
  prepare: { name: 'Prepare', hint: 'worth much, not ready' },
  small: { name: 'On the side', hint: 'ready, worth little' },
  leave: { name: 'Leave', hint: 'neither' },
};
const verdictsShort: Record<CaseVerdict, string> = {
  first_year: 'Pays in its first year',
  later: 'Pays later',
  costs_more: 'Costs more than it returns',
  no_benefit: 'No benefit computed',
};
const known: Record<InputKind, string> = {
  timed: 'timed',
  sampled: 'sampled from records',
  asked: 'asked',
  assumed: 'assumed',
};
const swings: Record<SwingInput, string> = {
  hours: 'Hours ± 20%',
  errors: 'Error rate ± 20%',
  adoption: 'Adoption ± 10 points',
};
const builds: Record<BuildState, string> = {
  open: 'Open',
  delivered: 'Delivered, not read',
  read: 'Outcome read',
  proved: 'Proved by money',
  dropped: 'Given up',
};
const statuses: Record<ActionStatus, string> = {
  planned: 'Planned',
  in_progress: 'In progress',
  done: 'Done',
  dropped: 'Given up',
};
const decisionStates: Record<DecisionState, string> = {
  waiting: 'waiting',
  made: 'made',
  refused: 'refused',
  superseded: 'superseded',
};
const controlKinds: Record<ControlKind, string> = {
  alert: 'alert',
  limit: 'limit',
  drill: 'drill',
  review: 'review',
  policy: 'policy',
  dashboard: 'dashboard',
  constraint: 'constraint',
  programme: 'programme',
};
const inputs: Record<string, string> = {
  hours: 'hours a week',
  hours_per_week_each: 'hours a week',
  cases: 'cases a week',
  cases_per_week: 'cases a week',
  people: 'people',
  rate: 'cost of an hour',
  loaded_rate: 'cost of an hour',
  error_rate: 'error rate',
  cost_per_error: 'cost of a mistake',
  delay: 'waiting',
  coordination: 'meetings',
  effect: 'what automation removes',
};
const capacities: Record<CapacityState, (used: string) => string> = {
  clear: (used) => `${used} of it is used.`,
  near: (used) => `${used} of it is used: the limit is near.`,
  full: (used) => `${used} of it is used: the limit is reached.`,
};
const listed = (names: string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

export const automation = {
  label: (code: string, name: string): string => `Automation case ${code}, ${name}`,
  loading: 'Reading the automation case',
  undone: 'Taken back',
  export: 'Export the case',
  table: (title: string): string => `Show ${title} as table`,
  picture: (title: string): string => `Show ${title} as picture`,
  aYear: 'a year',
  inputs: (input: string): string => inputs[input] ?? input.replaceAll('_', ' '),
  criteria,
  quadrants,
  verdictsShort,
  known,
  statuses,

  verdict: {
    firstYear: (months: string): string =>
      `It pays for itself within its first year: the cost is back after ${months} months.`,
    atOnce:
      'It pays from the first month: nothing is spent once, and each year returns more than it costs.',
    later: (months: string): string =>
      `It costs more than it returns in its first year. The cost is back after ${months} months.`,
    costsMore: 'It costs more than it returns, in its first year and in every later one.',
    noBenefit: 'No benefit is computed yet: how much the automation removes is not known.',
  } as const,
  observed: {
    first_year: (share: string, on: string): string =>
      `At the ${share} observed on ${on} it still pays within its first year.`,
    later: (share: string, on: string): string =>
      `At the ${share} observed on ${on} it costs more than it returns in its first year.`,
    costs_more: (share: string, on: string): string =>
      `At the ${share} observed on ${on} it costs more than it returns in every year.`,
  },
  facts: {
    net: 'Net a year',
    netAt: (share: string): string => `at the agreed ${share}`,
    netObserved: 'Net as observed',
    netObservedAt: (share: string, by: string): string => `${share} of ${by}`,
    cases: 'cases',
    people: 'people',
    oneOff: 'Cost once',
    roi: (share: string): string => `first year: ${share} on it`,
    payback: 'Payback',
    months: (months: string): string => `${months} months`,
    atOnce: 'at once',
    never: 'never',
  },

  goesIn: {
    title: 'What goes in',
    names: {
      labourReduction: 'Hours removed',
      errorReduction: 'Mistakes removed',
      delayReduction: 'Waiting removed',
      adoption: 'Agreed adoption',
      oneOffCost: 'Cost once',
      runningCostYear: 'Running cost',
    },
    aYear: 'a year',
    of: (amount: string): string => `of ${amount}`,
    set: (name: string, value: string): string => `${name}: ${value}`,
  },
  money: {
    title: 'From full benefit to net',
    hint: 'a year, at the agreed adoption',
    full: 'Full benefit',
    unused: 'Not used',
    gross: 'Benefit',
    running: 'Running cost',
    net: 'Net',
    alt: (steps: string): string => `From the full benefit to the net a year: ${steps}`,
    step: 'Step',
    amount: 'Amount',
  },
  line: {
    title: 'Return less all cost',
    hint: 'over 24 months',
    month: 'Month',
    sum: 'Sum so far',
    start: 'start',
    backIn: (month: number): string => (month === 0 ? 'from the start' : `back in month ${month}`),
    notIn24: 'not within 24 months',
    alt: (words: string): string => `Return less all cost, month by month: ${words}`,
    point: (month: number, amount: string): string => `month ${month} ${amount}`,
  },
  swing: {
    title: 'What moves the net most',
    hint: 'one input off, the others as they are',
    inputs: swings,
    input: 'Input',
    less: 'Lower',
    more: 'Higher',
    width: 'Moves it by',
    alt: (rows: string): string => `Net a year when one input is off: ${rows}`,
    row: (input: string, less: string, more: string): string => `${input}: ${less} to ${more}`,
    now: (net: string): string => `net ${net}`,
  },
  scale: {
    title: 'Adoption it takes',
    hint: 'the first year pays from here on',
    agreed: 'Agreed',
    observed: 'Observed',
    breakEven: 'First year pays from',
    never: 'No adoption is enough for the first year to pay.',
    none: 'Without a benefit there is no adoption to reach.',
    alt: (marks: string): string => `Adoption from 0 to 100 per cent: ${marks}`,
    mark: 'Mark',
    share: 'Share',
  },

  fit: {
    title: 'How fit the work is',
    hint: 'Digits 0 to 4 score the row that has the focus; Delete takes a score back.',
    score: (score: number): string => `${score} of 100`,
    judged: (judged: number): string =>
      judged === 0 ? 'not judged yet' : `${judged} of 5 judged, no score yet`,
    weakest: (names: string[]): string => `weakest: ${listed(names)}`,
    choose: 'Not judged yet',
    row: (name: string): string => `${name}, 0 to 4`,
    option: (score: number, anchor: string): string => `${score}: ${anchor}`,
    scored: (name: string, score: number): string => `${name}: ${score}`,
    cleared: (name: string): string => `${name}: no score`,
  },

  adoption: {
    title: 'Who uses it',
    hint: 'reading by reading',
    none: 'Nobody has read yet how far it is used.',
    add: 'Add a reading',
    cancel: 'Cancel',
    keep: 'Keep the reading',
    on: 'On',
    able: 'People who could use it',
    using: 'of them use it',
    total: 'Cases in all',
    through: 'went through it',
    reason: 'Why others do not',
    people: 'People',
    addReason: 'Another reason',
    people_line: 'people',
    cases_line: 'cases',
    byPeople: 'By people',
    byCases: 'By cases',
    of: (part: number, whole: number): string => `${part} of ${whole}`,
    remove: (on: string): string => `Remove the reading of ${on}`,
    added: (on: string): string => `Reading of ${on} kept`,
    removed: (on: string): string => `Reading of ${on} removed`,
    alt: (rows: string): string => `Adoption by reading: ${rows}`,
    point: (on: string, people: string, cases: string): string =>
      `${on}: people ${people}, cases ${cases}`,
    agreedLine: (share: string): string => `agreed ${share}`,
    gap: (points: number): string =>
      points === 0
        ? 'as agreed'
        : points > 0
          ? `${points} points above what was agreed`
          : `${-points} points below what was agreed`,
    missing: {
      whole: 'Count people or cases: a reading needs one of the two.',
      pair: 'Give both numbers, or neither.',
      part: 'Not more than all of them.',
      on: 'Give the day.',
    },
  },
  reasons: {
    title: 'Why people do not use it',
    reason: 'Reason',
    latest: 'Latest reading',
    all: 'All readings',
    alt: (rows: string): string => `People who do not use it, by reason: ${rows}`,
    row: (reason: string, latest: number, all: number): string =>
      `${reason}: ${latest} at the latest reading, ${all} in all`,
    people: (latest: number, all: number): string =>
      latest === all ? `${all}` : `${latest} / ${all}`,
    legend: 'Solid: latest reading. Outline: all readings.',
  },

  design: {
    title: 'Design and build',
    decision: 'Design decision',
    noDecision: 'None recorded',
    decided: (on: string): string => `decided on ${on}`,
    states: decisionStates,
    changed: 'Design decision changed',
    actions: 'What builds it',
    none: 'No action builds it yet. Link one on the roadmap.',
    states_of: builds,
    due: (on: string): string => `due ${on}`,
    done: (on: string): string => `done ${on}`,
    read: (reading: string): string => `read: ${reading}`,
    days: (days: string): string => `${days} days`,
    columns: {
      what: 'What',
      owner: 'Owner',
      days: 'Days',
      cost: 'First-year cost',
      state: 'State',
    },
  },
  holds: {
    title: 'What it carries, what watches it',
    limit: 'Cases a week it carries',
    limitHint: (cases: string): string => `${cases} come in now.`,
    noLimit: 'No limit is recorded: nobody knows when it stops to carry.',
    above: 'What happens above that',
    gauge: (used: string): string => `${used} of the limit is used`,
    states: capacities,
    limitChanged: 'Capacity limit changed',
    control: 'Control',
    noControl: 'None: nobody hears when it fails',
    fires: (threshold: string): string => `fires at ${threshold}`,
    tested: (on: string): string => `tested ${on}`,
    untested: 'never tested',
    kinds: controlKinds,
    controlChanged: 'Control changed',
  },
  baseline: {
    title: 'What the figures rest on',
    watched: (cases: number): string =>
      cases === 1 ? '1 case was watched.' : `${cases} cases were watched.`,
    notWatched: 'No case was watched.',
    weakest: (kind: string): string =>
      `The weakest input is ${kind}: no figure is better than that.`,
    use: 'Use of the time that becomes free',
    noUse: 'None named. Hours without a use return nothing.',
  },

  board: {
    title: 'Opportunities',
    hint: 'bubble: what the flow costs today',
    x: 'How fit the work is, out of 100',
    y: 'Net a year',
    alt: (rows: string): string => `Flows by fitness and net benefit: ${rows}`,
    point: (code: string, score: number, net: string): string =>
      `${code} ${score} of 100, net ${net}`,
    open: (code: string, name: string): string => `Open ${code}, ${name}`,
    unplaced: 'Not on the picture yet',
    unplacedHint: (judged: number): string => `${judged} of 5 judged`,
    noBenefit: 'no benefit computed',
    none: 'No flow is recorded yet.',
    noneJudged: 'No flow is judged yet. The five questions of a case place it here.',
    columns: {
      flow: 'Flow',
      score: 'Fit',
      net: 'Net a year',
      friction: 'Costs today',
      where: 'Where it stands',
    },
  },
};
