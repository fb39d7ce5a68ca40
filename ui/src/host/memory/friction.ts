// The friction room of the in-memory host: every flow with its figures, bridges and waiting decisions.
import type {
  BridgeMap,
  BridgeRow,
  FlowStepView,
  FlowView,
  FrictionView,
  LinkedAction,
  Money,
  RecordId,
  TimingView,
} from '../bindings';
import { engagementHead, personHeads } from './audit';
import { recordId, type MemoryDossier } from './dossier';
import { minor, places } from './figures';
import {
  INPUTS,
  benefitOf,
  boundsOf,
  costOf,
  kindOf,
  nothing,
  plus,
  removalOf,
  weakestOf,
} from './frictionFigures';
import { frictionSource, type FrictionSource, type SourceFlow } from './frictionSource';

const plain = (value: number): string => String(Number(value.toFixed(6)));

const linked = (client: FrictionSource, code: string): LinkedAction[] =>
  client.actions
    .filter((action) => action.id === code)
    .map((action) => ({
      id: recordId('actions', action.id),
      code: action.id,
      title: action.title,
      status: action.status,
    }));

function stepsOf(flow: SourceFlow, labour: Money): FlowStepView[] {
  const steps = flow.steps ?? [];
  const all = steps.reduce((sum, step) => sum + Number(step.minutes ?? 0), 0);
  let running = 0;
  let before = 0;
  return steps.map((step) => {
    running += Number(step.minutes ?? 0);
    const until = all > 0 ? Math.round((labour * running) / all) : 0;
    const cost = until - before;
    before = until;
    return {
      what: step.what,
      who: step.who,
      system: step.system && recordId('systems', step.system),
      minutes: step.minutes,
      byHand: step.by_hand,
      cost: all > 0 && step.minutes !== null ? cost : null,
    };
  });
}

export function timingOf(flow: SourceFlow): TimingView | null {
  const seconds = (flow.timings ?? []).map((timing) => timing.seconds);
  if (seconds.length === 0) return null;
  const mean = seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
  const hours =
    flow.people > 0 ? places((mean * Number(flow.cases_per_week)) / flow.people / 3600, 1) : '0.0';
  return {
    cases: seconds.length,
    mean: places(mean, 0),
    shortest: Math.min(...seconds),
    longest: Math.max(...seconds),
    hours: hours === '0.0' ? null : hours,
  };
}

export function flowView(d: MemoryDossier, flow: SourceFlow): FlowView {
  const client = frictionSource(d);
  const cost = costOf(flow);
  return {
    id: recordId('flows', flow.id),
    code: flow.id,
    engagement: recordId('engagements', flow.engagement),
    name: flow.name,
    kind: flow.kind,
    team: flow.team,
    status: flow.status,
    owner: flow.owner && recordId('people', flow.owner),
    people: flow.people,
    hoursPerWeekEach: flow.hours_per_week_each,
    loadedRate: minor(flow.loaded_rate),
    weeks: flow.weeks,
    casesPerWeek: flow.cases_per_week,
    errorRate: flow.error_rate,
    costPerError: minor(flow.cost_per_error),
    delay: flow.delay && {
      casesPerWeek: flow.delay.cases_per_week,
      days: flow.delay.days,
      valuePerCaseDay: minor(flow.delay.value_per_case_day),
    },
    coordination: flow.coordination && {
      attendees: flow.coordination.attendees,
      hours: flow.coordination.hours,
      meetingsPerWeek: flow.coordination.meetings_per_week,
      loadedRate: minor(flow.coordination.loaded_rate),
    },
    toolCostYear: minor(flow.tool_cost_year),
    oneOffCost: minor(flow.one_off_cost),
    runningCostYear: minor(flow.running_cost_year),
    labourReduction: flow.labour_reduction,
    errorReduction: flow.error_reduction,
    delayReduction: flow.delay_reduction,
    adoption: flow.adoption,
    observations: flow.observations,
    useOfTime: flow.use_of_time ?? '',
    inputs: INPUTS.map((input) => {
      const bounds = boundsOf(flow, input);
      return {
        input: input.path,
        kind: kindOf(flow, input),
        observed: input.observed,
        low: plain(bounds.low),
        high: plain(bounds.high),
        given: flow.ranges?.[input.path] !== undefined,
      };
    }),
    cost,
    month: Math.round(cost.likely.total / 12),
    share: null,
    cumulative: null,
    ...benefitOf(flow, cost.likely),
    weakestInput: weakestOf(Object.values(flow.input_kinds)),
    removal: removalOf(client, flow),
    actions: flow.actions.flatMap((code) => linked(client, code)),
    findings: d.findings
      .filter((finding) => (finding as { flow?: string | null }).flow === flow.id)
      .map(({ id, title }) => ({ id: recordId('findings', id), code: id, title })),
    steps: stepsOf(flow, cost.likely.labour),
    timings: flow.timings ?? [],
    timing: timingOf(flow),
    bridge: flow.bridge
      ? { from: recordId('systems', flow.bridge.from), to: recordId('systems', flow.bridge.to) }
      : null,
  };
}

type Crossing = Pick<BridgeRow, 'from' | 'to' | 'what' | 'who'>;

function crossingsOf(flow: SourceFlow): Crossing[] {
  const found: Crossing[] = flow.bridge
    ? [{ ...flow.bridge, what: flow.name, who: flow.team }]
    : [];
  let before: string | null = null;
  for (const step of flow.steps ?? []) {
    if (!step.system) continue;
    const to = step.system;
    const from: string | null = before;
    if (from && step.by_hand && from !== to) {
      if (!found.some((other) => other.from === from && other.to === to))
        found.push({ from, to, what: step.what || flow.name, who: step.who || flow.team });
    }
    before = to;
  }
  return found;
}

function bridgesOf(client: FrictionSource, first: boolean, flows: SourceFlow[]): BridgeMap {
  const edges = first ? (client.map?.edges ?? []) : [];
  const edgeOf = (edge: (typeof edges)[number]) => ({
    code: edge.id,
    kind: edge.kind ?? null,
    told: edge.told,
    observed: edge.observed,
  });
  const unnamed: RecordId[] = [];
  const bridges: BridgeRow[] = flows.flatMap((flow) => {
    const crossings = crossingsOf(flow);
    if (crossings.length === 0 && ['copying', 'searching'].includes(flow.kind))
      unnamed.push(recordId('flows', flow.id));
    return crossings.map((crossing) => {
      const edge = edges.find((e) => e.source === crossing.from && e.target === crossing.to);
      return {
        ...crossing,
        flow: recordId('flows', flow.id),
        cost: costOf(flow).likely.total,
        bridgesOfFlow: crossings.length,
        casesPerWeek: flow.cases_per_week,
        edge: edge ? edgeOf(edge) : null,
      };
    });
  });
  for (const edge of edges) {
    if (edge.kind !== 'by_hand') continue;
    if (bridges.some((row) => row.from === edge.source && row.to === edge.target)) continue;
    bridges.push({
      from: edge.source,
      to: edge.target,
      what: edge.what,
      who: '',
      flow: null,
      cost: null,
      bridgesOfFlow: 0,
      casesPerWeek: null,
      edge: edgeOf(edge),
    });
  }
  const named = [
    ...(client.systems ?? []),
    ...client.people.map(({ id, label }) => ({ id, name: label })),
    ...(client.vendors ?? []),
  ];
  return {
    places: named
      .filter(({ id }) => bridges.some((row) => row.from === id || row.to === id))
      .map(({ id, name }) => ({ code: id, name })),
    bridges,
    unnamed,
  };
}

const days = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

export function friction(d: MemoryDossier, engagement: RecordId | null): FrictionView {
  const client = frictionSource(d);
  const e = d.engagement(engagement);
  const flows = (client.flows ?? [])
    .filter((flow) => flow.engagement === e.id && !flow.trashed)
    .sort(
      (a, b) =>
        costOf(b).likely.total - costOf(a).likely.total || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    );
  const views = flows.map((flow) => flowView(d, flow));
  const cost = views.reduce(
    (sum, view) => ({
      low: plus(sum.low, view.cost.low),
      likely: plus(sum.likely, view.cost.likely),
      high: plus(sum.high, view.cost.high),
    }),
    { low: nothing(), likely: nothing(), high: nothing() },
  );
  const removed = (state: FlowView['removal']) =>
    views
      .filter((view) => view.removal === state)
      .reduce((sum, view) => sum + Math.max(0, Math.min(view.gross, view.cost.likely.total)), 0);
  const [done, agreed, possible] = [removed('done'), removed('agreed'), removed('possible')];
  const share = (part: Money) =>
    cost.likely.total === 0 ? null : places(part / cost.likely.total, 2);
  let running = 0;
  const own = (client.decisions ?? []).filter((decision) => decision.engagement === e.id);
  return {
    engagement: engagementHead(d, e.id),
    flows: views.map((view) => {
      running += view.cost.likely.total;
      return { ...view, share: share(view.cost.likely.total), cumulative: share(running) };
    }),
    totals: {
      cost,
      done,
      agreed,
      possible,
      left: cost.likely.total - done - agreed - possible,
      weakestInput: weakestOf(views.map((view) => view.weakestInput)),
    },
    weeks: views.every((view) => view.weeks === views[0]?.weeks) ? (views[0]?.weeks ?? null) : null,
    workingWeeks: client.settings.working_weeks,
    bridges: bridgesOf(client, e.id === client.engagements[0]?.id, flows),
    waiting: own
      .filter((decision) => decision.state === 'waiting')
      .sort((a, b) => minor(b.cost_per_week) - minor(a.cost_per_week) || (a.id < b.id ? -1 : 1))
      .map((decision) => {
        const waited = decision.waiting_since ? days(decision.waiting_since, d.today) : null;
        const week = decision.cost_per_week ? minor(decision.cost_per_week) : null;
        return {
          id: recordId('decisions', decision.id),
          code: decision.id,
          title: decision.title,
          since: decision.waiting_since ?? null,
          days: waited,
          costPerWeek: week,
          costToDate: week === null || waited === null ? null : Math.round((week * waited) / 7),
          decider: client.people.find((p) => p.id === decision.decider)?.label ?? null,
        };
      }),
    decided: own
      .flatMap((decision) =>
        ['made', 'refused'].includes(decision.state) &&
        decision.waiting_since &&
        decision.decided_on
          ? [
              {
                id: recordId('decisions', decision.id),
                code: decision.id,
                title: decision.title,
                days: days(decision.waiting_since, decision.decided_on),
                decidedOn: decision.decided_on,
              },
            ]
          : [],
      )
      .sort((a, b) => (a.decidedOn < b.decidedOn ? 1 : -1)),
    people: personHeads(d),
    systems: (client.systems ?? []).map(({ id, name, kind }) => ({
      id: recordId('systems', id),
      code: id,
      name,
      kind,
    })),
    actions: client.actions
      .filter((action) => action.engagement === e.id)
      .flatMap((action) => linked(client, action.id)),
  };
}
