// Automation cases of the in-memory host, after the additions of the computation rules. Binary fractions are fine here:
// nothing is stored, and a test compares the results with the published figures of the sample client.
import type {
  AdoptionView,
  AutomationCase,
  AutomationChange,
  AutomationRow,
  BuildState,
  CapacityState,
  CaseQuadrant,
  CaseVerdict,
  Change,
  ControlKind,
  Criterion,
  DecisionState,
  ActionStatus,
  InputKind,
  Money,
  NonUseView,
  RecordId,
  SwingView,
} from '../bindings';
import { ANCHORS, CRITERIA } from './criteria';
import { codeOf, problem, recordId, type MemoryDossier } from './dossier';
import { halfAway, minor, places } from './figures';
import { stateOf } from './ledgerFigures';
import { clientOf } from './ledgerSource';

interface SourceReading {
  on: string;
  users_able: number | null;
  users_using: number | null;
  cases_total: number | null;
  cases_through: number | null;
  reasons: NonUseView[];
}
/** A flow as far as its automation case reads it. */
interface CaseFlow {
  id: string;
  engagement: string;
  name: string;
  team: string;
  people: number;
  hours_per_week_each: string;
  loaded_rate: string;
  weeks: number;
  cases_per_week: string;
  error_rate: string;
  cost_per_error: string;
  delay: { cases_per_week: string; days: string; value_per_case_day: string } | null;
  coordination: {
    attendees: number;
    hours: string;
    meetings_per_week: string;
    loaded_rate: string;
  } | null;
  tool_cost_year: string;
  one_off_cost: string;
  running_cost_year: string;
  labour_reduction: string;
  error_reduction: string;
  delay_reduction: string;
  adoption: string;
  status: string;
  input_kinds: Record<string, InputKind>;
  observations: number | null;
  use_of_time: string | null;
  owner: string | null;
  actions: string[];
  opportunity?: Partial<Record<Criterion, number>> | undefined;
  adoption_readings?: SourceReading[];
  capacity_limit?: { cases_per_week: string; what_happens: string } | undefined;
  control?: string | undefined;
  design_decision?: string | undefined;
  trashed?: number;
}
/** Sections of the sample that no other room of this host reads. */
interface CaseSections {
  flows?: CaseFlow[];
  controls?: {
    id: string;
    kind: ControlKind;
    name: string;
    threshold: string | null;
    tested_on: string | null;
    programme: string | null;
  }[];
  decisions?: {
    id: string;
    engagement: string;
    title: string;
    state: DecisionState;
    decided_on: string | null;
  }[];
  actions?: {
    id: string;
    title: string;
    flows: string[];
    status: ActionStatus;
    due: string | null;
    done_on: string | null;
    read_on: string | null;
    reading: string | null;
    owner: string | null;
    effort_days: string | null;
    external_cost: string | null;
    running_cost_year: string | null;
  }[];
}

const sections = (d: MemoryDossier): CaseSections => d.client as unknown as CaseSections;
const flowsOf = (d: MemoryDossier): CaseFlow[] =>
  (sections(d).flows ?? []).filter((flow) => !flow.trashed);

export const flowOptions = (d: MemoryDossier) =>
  flowsOf(d).map((flow) => ({
    id: recordId('flows', flow.id),
    code: flow.id,
    name: flow.name,
    engagement: recordId('engagements', flow.engagement),
  }));

function flowOf(d: MemoryDossier, id: RecordId): CaseFlow {
  const found = flowsOf(d).find((flow) => flow.id === codeOf(id));
  if (!found) throw problem('notFound', { what: 'flow' });
  return found;
}

/** Cost a year by part, each part rounded once. */
function frictionOf(f: CaseFlow, hours: number, errorRate: number) {
  const cases = Number(f.cases_per_week);
  const labour = halfAway(f.people * hours * f.weeks * minor(f.loaded_rate));
  const errors = halfAway(cases * f.weeks * errorRate * minor(f.cost_per_error));
  const delay = f.delay
    ? halfAway(
        Number(f.delay.cases_per_week) *
          f.weeks *
          Number(f.delay.days) *
          minor(f.delay.value_per_case_day),
      )
    : 0;
  const meeting = f.coordination;
  const coordination = meeting
    ? halfAway(
        meeting.attendees *
          Number(meeting.hours) *
          Number(meeting.meetings_per_week) *
          f.weeks *
          minor(meeting.loaded_rate),
      )
    : 0;
  return { labour, errors, delay, coordination, tool: minor(f.tool_cost_year) };
}

function fullBenefit(f: CaseFlow, hours: number, errorRate: number): number {
  const cost = frictionOf(f, hours, errorRate);
  return (
    (cost.labour + cost.coordination) * Number(f.labour_reduction) +
    cost.errors * Number(f.error_reduction) +
    cost.delay * Number(f.delay_reduction)
  );
}

const KINDS: InputKind[] = ['timed', 'sampled', 'asked', 'assumed'];
const share = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole === 0 ? null : part / whole;

function verdictOf(full: number, net: Money, oneOff: Money): CaseVerdict {
  if (full <= 0) return 'no_benefit';
  if (net <= 0) return 'costs_more';
  return net >= oneOff ? 'first_year' : 'later';
}

function figuresOf(f: CaseFlow) {
  const hours = Number(f.hours_per_week_each);
  const rate = Number(f.error_rate);
  const adoption = Number(f.adoption);
  const running = minor(f.running_cost_year);
  const oneOff = minor(f.one_off_cost);
  const full = fullBenefit(f, hours, rate);
  const netWith = (h: number, e: number, a: number) => halfAway(fullBenefit(f, h, e) * a) - running;
  const gross = halfAway(full * adoption);
  const net = gross - running;
  const swings: SwingView[] = [
    {
      input: 'hours',
      less: netWith(hours * 0.8, rate, adoption),
      more: netWith(hours * 1.2, rate, adoption),
    },
    {
      input: 'errors',
      less: netWith(hours, rate * 0.8, adoption),
      more: netWith(hours, rate * 1.2, adoption),
    },
    {
      input: 'adoption',
      less: netWith(hours, rate, Math.max(0, adoption - 0.1)),
      more: netWith(hours, rate, Math.min(1, adoption + 0.1)),
    },
  ];
  const width = (swing: SwingView) => Math.abs(swing.more - swing.less);
  swings.sort((a, b) => width(b) - width(a));
  const readings = (f.adoption_readings ?? []).toSorted((a, b) => a.on.localeCompare(b.on));
  const latest = readings.findLast(
    (r) =>
      share(r.cases_through, r.cases_total) !== null || share(r.users_using, r.users_able) !== null,
  );
  const cases = latest ? share(latest.cases_through, latest.cases_total) : null;
  const people = latest ? share(latest.users_using, latest.users_able) : null;
  const seen = cases ?? people;
  const netObserved = seen === null ? null : halfAway(full * seen) - running;
  const judged = CRITERIA.map((criterion) => f.opportunity?.[criterion]).filter(
    (score): score is number => score !== undefined,
  );
  const whole = judged.length === CRITERIA.length;
  const least = Math.min(...judged);
  const alike = judged.every((score) => score === least);
  const limit = Number(f.capacity_limit?.cases_per_week ?? '0');
  const used = limit > 0 ? Number(f.cases_per_week) / limit : null;
  const state: CapacityState | null =
    used === null ? null : used >= 1 ? 'full' : used >= 0.8 ? 'near' : 'clear';
  const cost = frictionOf(f, hours, rate);
  const even = full > 0 ? (running + oneOff) / full : null;
  return {
    friction: cost.labour + cost.errors + cost.delay + cost.coordination + cost.tool,
    full: halfAway(full),
    gross,
    net,
    running,
    oneOff,
    payback: oneOff > 0 && net > 0 ? places((oneOff / net) * 12, 1) : null,
    paysInMonth: net > 0 ? Math.ceil((oneOff * 12) / net) : null,
    roi: oneOff > 0 ? places((net - oneOff) / oneOff, 2) : null,
    breakEven: even === null ? null : places(even, 2),
    verdict: verdictOf(full, net, oneOff),
    cumulative: Array.from({ length: 25 }, (_, month) => halfAway((net * month) / 12) - oneOff),
    swings,
    readings,
    observed:
      latest && seen !== null
        ? { on: latest.on, share: places(seen, 2), byCases: cases !== null }
        : null,
    netObserved,
    verdictObserved: netObserved === null ? null : verdictOf(full, netObserved, oneOff),
    judged: judged.length,
    score: whole ? judged.reduce((sum, score) => sum + score, 0) * 5 : null,
    weakest: whole && !alike ? CRITERIA.filter((c) => f.opportunity?.[c] === least) : [],
    used,
    state,
  };
}

type Figures = ReturnType<typeof figuresOf>;

function quadrantOf(own: Figures, largest: Money): CaseQuadrant | null {
  if (own.score === null || own.verdict === 'no_benefit') return null;
  const worth = own.net > 0 && own.net * 2 >= largest;
  if (own.score >= 50) return worth ? 'build' : 'small';
  return worth ? 'prepare' : 'leave';
}

function largestOf(d: MemoryDossier, engagement: string): Money {
  const nets = flowsOf(d)
    .filter((flow) => flow.engagement === engagement)
    .map((flow) => figuresOf(flow).net);
  return Math.max(0, ...nets);
}

function rowOf(f: CaseFlow, own: Figures, largest: Money): AutomationRow {
  return {
    id: recordId('flows', f.id),
    code: f.id,
    name: f.name,
    team: f.team,
    verdict: own.verdict,
    score: own.score,
    judged: own.judged,
    weakest: own.weakest,
    quadrant: quadrantOf(own, largest),
    friction: own.friction,
    net: own.net,
    netObserved: own.netObserved,
    adoption: f.adoption,
    observed: own.observed?.share ?? null,
    capacity: own.state,
  };
}

export function automationCases(d: MemoryDossier, engagement: RecordId | null): AutomationRow[] {
  const { id } = d.engagement(engagement);
  const largest = largestOf(d, id);
  return flowsOf(d)
    .filter((flow) => flow.engagement === id)
    .map((flow) => rowOf(flow, figuresOf(flow), largest))
    .sort((a, b) => b.net - a.net || a.code.localeCompare(b.code));
}

function reasonsOf(readings: readonly SourceReading[]) {
  const latest = readings.at(-1)?.on;
  const sums = new Map<string, { reason: string; latest: number; all: number }>();
  for (const reading of readings)
    for (const { reason, people } of reading.reasons) {
      const sum = sums.get(reason.toLowerCase()) ?? { reason, latest: 0, all: 0 };
      sum.all += people;
      if (reading.on === latest) sum.latest += people;
      sums.set(reason.toLowerCase(), sum);
    }
  return [...sums.values()].sort(
    (a, b) => b.latest - a.latest || b.all - a.all || a.reason.localeCompare(b.reason),
  );
}

const printed = (value: number | null): string | null => (value === null ? null : places(value, 2));
const viewOf = (r: SourceReading): AdoptionView => ({
  on: r.on,
  usersAble: r.users_able,
  usersUsing: r.users_using,
  casesTotal: r.cases_total,
  casesThrough: r.cases_through,
  byPeople: printed(share(r.users_using, r.users_able)),
  byCases: printed(share(r.cases_through, r.cases_total)),
  reasons: r.reasons,
});

export function automationCase(d: MemoryDossier, id: RecordId): AutomationCase {
  const f = flowOf(d, id);
  const own = figuresOf(f);
  const all = sections(d);
  const label = (code: string | null) =>
    d.client.people.find((person) => person.id === code)?.label ?? code;
  const rate = minor(d.client.settings.blended_day_rate);
  return {
    row: rowOf(f, own, largestOf(d, f.engagement)),
    status: f.status,
    owner: label(f.owner),
    useOfTime: f.use_of_time ?? '',
    weakestInput: KINDS.findLast((kind) => Object.values(f.input_kinds).includes(kind)) ?? null,
    inputs: Object.entries(f.input_kinds).map(([input, kind]) => ({ input, kind })),
    observations: f.observations,
    casesPerWeek: f.cases_per_week,
    full: own.full,
    gross: own.gross,
    running: own.running,
    oneOff: own.oneOff,
    paybackMonths: own.payback,
    roiYear1: own.roi,
    breakEven: own.breakEven,
    cumulative: own.cumulative,
    paysInMonth: own.paysInMonth,
    swings: own.swings,
    opportunity: CRITERIA.map((criterion) => ({
      criterion,
      ...ANCHORS[criterion],
      score: f.opportunity?.[criterion] ?? null,
    })),
    readings: own.readings.map(viewOf),
    observed: own.observed,
    verdictObserved: own.verdictObserved,
    reasons: reasonsOf(own.readings),
    capacity: f.capacity_limit
      ? {
          limit: f.capacity_limit.cases_per_week,
          whatHappens: f.capacity_limit.what_happens,
          used: printed(own.used),
          state: own.state,
        }
      : null,
    control: f.control ? recordId('controls', f.control) : null,
    controls: (all.controls ?? [])
      .filter((control) => control.programme === null || control.id === f.control)
      .map((control) => ({
        id: recordId('controls', control.id),
        code: control.id,
        kind: control.kind,
        name: control.name,
        threshold: control.threshold ?? '',
        testedOn: control.tested_on,
      })),
    decision: f.design_decision ? recordId('decisions', f.design_decision) : null,
    decisions: (all.decisions ?? [])
      .filter(
        (decision) =>
          (decision.engagement === f.engagement &&
            (decision.state === 'made' || decision.state === 'waiting')) ||
          decision.id === f.design_decision,
      )
      .map((decision) => ({
        id: recordId('decisions', decision.id),
        code: decision.id,
        title: decision.title,
        state: decision.state,
        decidedOn: decision.decided_on,
      })),
    actions: (all.actions ?? [])
      .filter((action) => f.actions.includes(action.id) || action.flows.includes(f.id))
      .map((action) => ({
        id: recordId('actions', action.id),
        code: action.id,
        title: action.title,
        status: action.status,
        state: buildOf(d, action),
        due: action.due,
        doneOn: action.done_on,
        readOn: action.read_on,
        reading: action.reading,
        owner: label(action.owner),
        days: action.effort_days,
        cost:
          halfAway(Number(action.effort_days ?? '0') * rate) +
          minor(action.external_cost) +
          minor(action.running_cost_year),
      })),
  };
}

/** A reading alone is no proof of money. */
function buildOf(
  d: MemoryDossier,
  action: { id: string; status: ActionStatus; reading: string | null },
): BuildState {
  if (action.status === 'dropped') return 'dropped';
  if (action.status !== 'done') return 'open';
  if (!action.reading?.trim()) return 'delivered';
  const months = clientOf(d).ledger?.months ?? [];
  const confirmed = months.some((m) =>
    m.values.some((v) => v.action === action.id && stateOf(v, m.month) === 'confirmed'),
  );
  return confirmed ? 'proved' : 'read';
}

interface NewReading {
  on: string;
  usersAble: number | null;
  usersUsing: number | null;
  casesTotal: number | null;
  casesThrough: number | null;
  reasons: NonUseView[];
}

function readingOf(d: MemoryDossier, given: NewReading): SourceReading {
  const refuse = (path: string, expected: string) =>
    problem('inputNotUnderstood', { path, expected });
  if (given.on > d.today) throw refuse('on', 'a day that has come');
  const wholes = [
    ['usersUsing', given.usersUsing, given.usersAble],
    ['casesThrough', given.casesThrough, given.casesTotal],
  ] as const;
  for (const [field, part, whole] of wholes) {
    if ((part === null) !== (whole === null)) throw refuse(field, 'both numbers, or neither');
    if (part !== null && whole !== null && part > whole) throw refuse(field, 'at most the whole');
  }
  if (!given.usersAble && !given.casesTotal) throw problem('refused', { rule: 'emptyReading' });
  return {
    on: given.on,
    users_able: given.usersAble,
    users_using: given.usersUsing,
    cases_total: given.casesTotal,
    cases_through: given.casesThrough,
    reasons: given.reasons
      .map(({ reason, people }) => ({ reason: reason.trim(), people }))
      .filter(({ reason, people }) => reason !== '' && people > 0),
  };
}

export function editAutomation(d: MemoryDossier, change: AutomationChange): Change<AutomationCase> {
  const value: unknown = change.value === null ? null : JSON.parse(change.value);
  flowOf(d, change.flow);
  const reading = change.field === 'reading' ? readingOf(d, value as NewReading) : null;
  const label = reading ? 'read_adoption' : 'edit_automation';
  return d.change(label, codeOf(change.flow), ['flows'], () => {
    const f = flowOf(d, change.flow);
    const code = typeof value === 'string' ? codeOf(value) : undefined;
    if (reading) {
      const others = (f.adoption_readings ?? []).filter((known) => known.on !== reading.on);
      f.adoption_readings = [...others, reading].sort((a, b) => a.on.localeCompare(b.on));
    } else if (change.field === 'removeReading') {
      f.adoption_readings = (f.adoption_readings ?? []).filter((known) => known.on !== value);
    } else if (change.field === 'capacity') {
      const limit = value as { limit: string; whatHappens: string } | null;
      f.capacity_limit = limit
        ? { cases_per_week: limit.limit, what_happens: limit.whatHappens.trim() }
        : undefined;
    } else if (change.field === 'control') f.control = code;
    else if (change.field === 'decision') f.design_decision = code;
    else {
      const criterion = CRITERIA.find((known) => known === change.field);
      if (!criterion) throw problem('inputNotUnderstood', { path: 'field', expected: '' });
      const judged = { ...f.opportunity };
      if (value === null) delete judged[criterion];
      else judged[criterion] = Number(value);
      f.opportunity = judged;
    }
    return automationCase(d, change.flow);
  });
}
