// The value ledger of the in-memory host: one view of everything, and its edits with the rules that the window shows.
import type {
  BuiltChange,
  Change,
  DecisionNeededChange,
  ForeignBill,
  ItemProof,
  LedgerMonthView,
  LedgerView,
  LineChange,
  MonthChange,
  NewCorrection,
  NewCost,
  NewRecurring,
  NewValue,
  OpenValueRow,
  PromisedRow,
  ReadingView,
  RetainerHours,
  SignMonth,
  StartLedger,
  ValueRow,
} from '../bindings';
import { personHeads } from './audit';
import { codeOf, problem, recordId, type MemoryDossier } from './dossier';
import { fixOf, major, minor, places, severityOf } from './figures';
import { agrees, billOf, putBill, recordOf } from './foreign';
import {
  correctionMoney,
  costsOf,
  counts,
  flowMoney,
  lineMoney,
  restated,
  runsIn,
  stateOf,
  sumsOf,
  together,
  warningsOf,
} from './ledgerFigures';
import { agreed, growth, tiers } from './ledgerAgreed';
import {
  after,
  clientOf,
  engagementOf,
  lastDay,
  ledgerOf,
  monthOf,
  type LedgerClient,
  type SourceAction,
  type SourceCost,
  type SourceLedger,
  type SourceMonth,
  type SourceReading,
  type SourceValue,
} from './ledgerSource';

const ENOUGH = 5;
const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);

const readingView = (reading: SourceReading | null): ReadingView | null =>
  reading && { ...reading };

function valueRow(client: LedgerClient, month: string, line: SourceValue): ValueRow {
  const money = lineMoney(line, month);
  const corrections = client.ledger?.months.flatMap((m) => m.corrections) ?? [];
  return {
    id: line.id,
    class: line.class,
    evidence: line.evidence,
    status: line.status,
    what: line.what,
    amount: line.amount === null ? null : minor(line.amount),
    foreign: billOf(line.foreign),
    hours: line.hours,
    rate: line.rate === null ? null : minor(line.rate),
    attribution: line.attribution,
    ...money,
    warnings: warningsOf(client, line),
    corrected: sum(
      corrections
        .filter((c) => c.restates === line.id)
        .map((c) => correctionMoney(client, c).amount),
    ),
    baseline: readingView(line.baseline),
    after: readingView(line.after),
    source: line.source,
    measuredBy: line.measured_by,
    confirmedBy: line.confirmed_by,
    confirmedOn: line.confirmed_on,
    action: line.action,
    flow: line.flow,
    milestone: line.milestone,
    useOfTime: line.use,
    cause: line.cause,
    sameCauseAs: line.same_cause_as,
    serviceStart: line.service_start,
    countsUntil: line.counts_until,
    visibility: line.visibility,
  };
}

/** Lines of the month before that still count and have no counterpart yet. */
export function repeatable(ledger: SourceLedger, month: SourceMonth): SourceValue[] {
  const before = ledger.months[ledger.months.indexOf(month) - 1];
  if (!before) return [];
  return before.values.filter(
    (line) =>
      counts(stateOf(line, before.month)) &&
      (line.counts_until === null || line.counts_until >= `${month.month}-01`) &&
      !month.values.some(
        (own) => own.what === line.what && own.cause === line.cause && own.class === line.class,
      ),
  );
}

export function signedView(client: LedgerClient, month: SourceMonth): LedgerMonthView['signed'] {
  if (!month.signed_on) return null;
  const person = client.people.find((p) => p.id === month.signed_by);
  return {
    by: person?.label ?? '',
    byCode: month.signed_by ?? '',
    on: month.signed_on,
    hash: month.signed_hash ?? null,
    asSigned: month.signed_hash ? true : null,
  };
}

export function decisionsNeeded(
  d: MemoryDossier,
  month: SourceMonth,
): LedgerMonthView['decisionsNeeded'] {
  const client = clientOf(d);
  return month.decisions_needed.map(({ text, decision }, index) => {
    const known = client.decisions.find((one) => one.id === decision);
    const week = known?.cost_per_week ? minor(known.cost_per_week) : null;
    const since = known?.waiting_since ?? null;
    const days = since ? (Date.parse(d.today) - Date.parse(since)) / 86_400_000 : null;
    return {
      index,
      text,
      decision,
      waiting: known ? known.state === 'waiting' : null,
      since,
      costPerWeek: week,
      costToDate: week !== null && days !== null ? Math.round((week * days) / 7) : null,
    };
  });
}

function monthView(d: MemoryDossier, ledger: SourceLedger, at: number): LedgerMonthView {
  const client = clientOf(d);
  const month = ledger.months[at];
  if (!month) throw problem('internal');
  const own = sumsOf(client, month);
  const costs = costsOf(client, month);
  const kind = (name: string) => sum(costs.filter((c) => c.kind === name).map((c) => c.amount));
  const values = month.values.map((line) => valueRow(client, month.month, line));
  const found = d.findings.filter(
    (f) => f.engagement === ledger.engagement && f.status !== 'draft',
  );
  const end = lastDay(month.month);
  const classes = ['cash', 'capacity', 'avoided', 'revenue'] as const;
  let carried = 0;
  let hours: RetainerHours | null = null;
  for (const one of ledger.months.slice(0, at + 1)) {
    if (!one.hours) continue;
    const before = carried;
    carried += Number(one.hours.agreed) - Number(one.hours.used);
    if (one === month)
      hours = { ...one.hours, carriedIn: String(before), carriedOut: String(carried) };
  }
  return {
    month: month.month,
    signed: signedView(client, month),
    summary: month.summary,
    own,
    toDate: together(ledger.months.slice(0, at + 1).map((one) => sumsOf(client, one))),
    costsByKind: {
      fee: kind('fee'),
      audit: kind('audit'),
      outside: kind('outside'),
      running: kind('running'),
      internal: kind('internal'),
    },
    confirmedByClass: classes
      .map((name) => ({
        class: name,
        confirmed: sum(values.filter((v) => v.class === name).map((v) => v.confirmed)),
      }))
      .filter(({ confirmed }) => confirmed !== 0),
    corrected: sum(month.corrections.map((c) => correctionMoney(client, c).amount)),
    riskBox: sum(values.filter((v) => v.state === 'risk').map((v) => v.net)),
    costs,
    values,
    corrections: month.corrections.map((c) => {
      const line = restated(client, c.restates);
      return {
        id: c.id,
        restates: c.restates,
        ofMonth: line?.[0] ?? null,
        what: line?.[1].what ?? '',
        amount: minor(c.amount),
        weighted: correctionMoney(client, c).weighted,
        reason: c.reason,
        enteredBy: c.entered_by,
        confirmedBy: c.confirmed_by,
        confirmedOn: c.confirmed_on,
      };
    }),
    built: month.built.map((one, index) => ({ index, ...one })),
    decisionsNeeded: decisionsNeeded(d, month),
    delivery: month.delivery && {
      deploys: month.delivery.deploys,
      leadTimeDays: month.delivery.lead_time_days,
      changeFailShare: month.delivery.change_fail_share,
      recoveryMinutes: month.delivery.recovery_minutes,
      reworkShare: month.delivery.rework_share,
    },
    hours,
    findingsOpened: found.filter((f) => f.found_on.startsWith(month.month)).map((f) => f.id),
    findingsClosed: found
      .filter((f) => f.closed_on?.startsWith(month.month) === true)
      .map((f) => f.id),
    criticalOpen: found.filter(
      (f) =>
        severityOf(d.client, f) === 'critical' &&
        f.found_on <= end &&
        (f.closed_on === null || f.closed_on > end),
    ).length,
    overAttributed: overAttributed(month),
    repeatable: month.signed_on ? 0 : repeatable(ledger, month).length,
  };
}

function overAttributed(month: SourceMonth): string[] {
  const shares = new Map<string, number>();
  for (const line of month.values)
    if (line.cause && counts(stateOf(line, month.month)))
      shares.set(line.cause, (shares.get(line.cause) ?? 0) + Number(line.attribution));
  return [...shares].filter(([, share]) => share > 1 + 1e-9).map(([cause]) => cause);
}

/** A reading alone is no proof of money. */
function proofOf(action: SourceAction, confirmed: number): ItemProof {
  if (action.status === 'dropped') return 'dropped';
  if (action.status !== 'done') return 'open';
  if (!action.reading?.trim()) return 'delivered';
  return confirmed > 0 ? 'proved' : 'read';
}

const actionRef = (action: SourceAction) => ({
  section: 'actions',
  id: recordId('actions', action.id),
  code: action.id,
});

function items(client: LedgerClient, months: readonly LedgerMonthView[]): LedgerView['items'] {
  return client.actions
    .map((action) => {
      const costs = months.flatMap((m) => m.costs.filter((c) => c.action === action.id));
      const values = months.flatMap((m) => m.values.filter((v) => v.action === action.id));
      const confirmed = sum(values.map((v) => v.confirmed + v.corrected));
      return {
        id: recordId('actions', action.id),
        code: action.id,
        title: action.title,
        cash: sum(costs.filter((c) => c.kind !== 'internal').map((c) => c.amount)),
        internal: sum(costs.filter((c) => c.kind === 'internal').map((c) => c.amount)),
        confirmed,
        status: action.status,
        proof: proofOf(action, confirmed),
      } as const;
    })
    .filter((row) => row.cash !== 0 || row.internal !== 0 || row.confirmed !== 0);
}

function openValue(client: LedgerClient, months: readonly LedgerMonthView[]): OpenValueRow[] {
  const lines = months.flatMap((m) =>
    m.values
      .filter(
        (v) => v.state === 'proposed' || v.state === 'weighted_only' || v.state === 'not_started',
      )
      .map((v): OpenValueRow => {
        const action = client.actions.find((a) => a.id === v.action);
        return {
          kind:
            v.status === 'proposed' || v.status === 'delivered' || v.status === 'measured'
              ? v.status
              : 'weightedOnly',
          month: m.month,
          line: v.id,
          action: action ? actionRef(action) : null,
          title: v.what,
          net: v.net,
          weighted: v.weighted,
          readOn: null,
        };
      }),
  );
  const done = client.actions
    .filter((a) => a.engagement === client.ledger?.engagement && proofOf(a, 0) === 'delivered')
    .map((a): OpenValueRow => ({
      kind: 'notProved',
      month: null,
      line: null,
      action: actionRef(a),
      title: a.title,
      net: null,
      weighted: null,
      readOn: a.read_on,
    }));
  return [...lines, ...done];
}

function promised(d: MemoryDossier, months: readonly LedgerMonthView[]): PromisedRow[] {
  const client = clientOf(d);
  return client.actions
    .map((action): PromisedRow => {
      const flows = action.flows.flatMap((id) => client.flows.filter((f) => f.id === id));
      const findings = action.findings.flatMap((id) => d.findings.filter((f) => f.id === id));
      const parts = [
        ...flows.map((f) => ({
          record: { section: 'flows', id: recordId('flows', f.id), code: f.id },
          title: f.name,
          moneyKind: null,
          year: flowMoney(f).net,
          counted: true,
        })),
        ...findings.map((f) => ({
          record: { section: 'findings', id: recordId('findings', f.id), code: f.id },
          title: f.title,
          moneyKind: f.money_kind,
          year: fixOf(d.client, f).fixValue,
          counted: f.money_kind !== 'risk' && flows.length === 0,
        })),
      ];
      const comparable = parts.filter((part) => part.counted);
      const done = action.done_on?.slice(0, 7);
      const since = done ? months.filter((m) => m.month > done).length : 0;
      const year = sum(comparable.map((p) => p.year));
      const toDate = Math.round((year * Math.min(12, since)) / 12);
      const confirmed = sum(
        months
          .flatMap((m) => m.values.filter((v) => v.action === action.id))
          .map((v) => v.confirmed + v.corrected),
      );
      return {
        action: actionRef(action),
        title: action.title,
        parts,
        promisedYear: year,
        riskYear: sum(parts.filter((p) => p.moneyKind === 'risk').map((p) => p.year)),
        months: Math.min(12, since),
        promisedToDate: toDate,
        confirmedToDate: confirmed,
        share: toDate > 0 ? places(confirmed / toDate, 2) : null,
        proof: proofOf(action, confirmed),
      };
    })
    .filter((row) => row.parts.length > 0 || row.confirmedToDate !== 0);
}

function calibration(
  client: LedgerClient,
  rows: readonly PromisedRow[],
): LedgerView['calibration'] {
  const both = rows.filter((row) => row.promisedToDate > 0 && row.confirmedToDate !== 0);
  const wanted = sum(both.map((row) => row.promisedToDate));
  const got = sum(both.map((row) => row.confirmedToDate));
  const shares = both.map((row) => row.confirmedToDate / row.promisedToDate).sort((a, b) => a - b);
  const decisions = client.decisions.flatMap((one) =>
    one.confidence_before === null || one.confidence_after === null
      ? []
      : [
          {
            decision: { section: 'decisions', id: recordId('decisions', one.id), code: one.id },
            title: one.title,
            before: one.confidence_before,
            after: one.confidence_after,
          },
        ],
  );
  const enough = both.length >= ENOUGH;
  return {
    actions: both.length,
    enoughFrom: ENOUGH,
    share: enough ? places(got / wanted, 2) : null,
    median: enough ? places(shares[Math.floor(shares.length / 2)] ?? 0, 2) : null,
    promised: wanted,
    confirmed: got,
    decisions,
    confidenceChange:
      decisions.length >= ENOUGH
        ? places(sum(decisions.map((one) => one.after - one.before)) / decisions.length, 2)
        : null,
  };
}

export function ledger(d: MemoryDossier, engagement: string | null): LedgerView {
  const client = clientOf(d);
  const e = engagementOf(d, engagement);
  const own = client.ledger?.engagement === e.id ? client.ledger : null;
  const months = own ? own.months.map((_, at) => monthView(d, own, at)) : [];
  const rows = items(client, months);
  const rowsPromised = own ? promised(d, months) : [];
  const all = months.at(-1)?.toDate ?? null;
  const heads = <T extends { id: string }>(section: string, list: T[], title: (one: T) => string) =>
    list.map((one) => ({ id: recordId(section, one.id), code: one.id, title: title(one) }));
  const total = (part: (row: (typeof rows)[number]) => number) => sum(rows.map(part));
  return {
    engagement: recordId('engagements', e.id),
    engagementCode: e.id,
    engagementTitle: e.title,
    record: own ? recordId('ledger', '') : null,
    start: own
      ? null
      : {
          firstMonth: e.first_invoice_month,
          auditFee: e.audit_fee ? minor(e.audit_fee) : null,
          retainerMonth: e.retainer_month ? minor(e.retainer_month) : null,
          fixedFee: e.fixed_fee ? minor(e.fixed_fee) : null,
          elsewhere: client.ledger?.engagement ?? null,
        },
    firstMonth: own?.first_month ?? null,
    nextMonth: own ? after(own.months.at(-1)?.month ?? own.first_month) : null,
    openMonth: own?.months.find((m) => m.signed_on === null)?.month ?? null,
    months,
    toDate: all,
    recurring: (own?.recurring ?? []).map((line) => {
      const runs = (own?.months ?? []).filter((m) => runsIn(line, m.month));
      return {
        id: line.id,
        kind: line.kind,
        what: line.what,
        amountMonth: minor(line.amount_month),
        foreign: billOf(line.foreign),
        firstMonth: line.first_month,
        lastMonth: line.last_month,
        action: line.action,
        locked: runs.some((m) => m.signed_on !== null),
        toDate: minor(line.amount_month) * runs.length,
      };
    }),
    items: rows,
    rest: {
      cash: (all?.costCash ?? 0) - total((row) => row.cash),
      internal: (all ? all.costFull - all.costCash : 0) - total((row) => row.internal),
      confirmed: (all?.confirmed ?? 0) - total((row) => row.confirmed),
    },
    openValue: openValue(client, months),
    promised: rowsPromised,
    calibration: calibration(client, rowsPromised),
    fees: {
      retainerMonth: e.retainer_month ? minor(e.retainer_month) : null,
      auditFee: e.audit_fee ? minor(e.audit_fee) : null,
      fixedFee: e.fixed_fee ? minor(e.fixed_fee) : null,
      daysPerWeek: e.days_per_week ?? null,
      hoursMonth: e.hours_month ?? null,
      tiers: tiers(d, e),
    },
    agreed: agreed(d, e),
    growth: growth(d, e.id),
    overFlowTotal: [],
    picks: {
      people: personHeads(d),
      actions: heads('actions', client.actions, (a) => a.title),
      flows: heads('flows', client.flows, (f) => f.name),
      milestones: heads('milestones', client.milestones, (m) => m.title),
      decisions: heads(
        'decisions',
        client.decisions.filter((one) => one.state === 'waiting'),
        (one) => one.title,
      ),
      causes: [
        ...new Set(own?.months.flatMap((m) => m.values.flatMap((v) => v.cause ?? [])) ?? []),
      ].sort(),
      dayRate: minor(client.settings.blended_day_rate),
    },
  };
}

// Edits. Each works on a copy's lines, is judged as a whole, and is taken back where a rule is broken.

type Edit = (ledger: SourceLedger) => void;

function refuse(rule: string, params: Record<string, string> = {}): never {
  throw problem('refused', { rule, ...params });
}

/** The rules that the window meets most; the real host knows all of them. */
function judge(month: SourceMonth): void {
  for (const line of month.values) {
    const at = { month: month.month, line: line.id };
    if (line.amount === null && !(Number(line.hours ?? 0) > 0 && line.rate !== null))
      refuse('activityIsNoReturn', at);
    if (!agrees(line, line.amount)) refuse('foreignAmount', at);
    const read = (reading: SourceReading | null) =>
      reading !== null &&
      reading.value.trim() !== '' &&
      reading.start !== null &&
      reading.end !== null;
    if (
      line.evidence === 'measured' &&
      line.status !== 'proposed' &&
      !(read(line.baseline) && read(line.after) && line.source.trim() !== '')
    )
      refuse('measuredWithoutBaseline', at);
    if (line.status === 'confirmed' && !(line.confirmed_by && line.confirmed_on))
      refuse('confirmedByNobody', at);
    if (!(Number(line.attribution) > 0 && Number(line.attribution) <= 1))
      refuse('shareOutOfRange', at);
    if (
      line.status !== 'proposed' &&
      line.service_start &&
      line.service_start > lastDay(month.month)
    )
      refuse('beforeServiceStart', at);
  }
  for (const line of month.costs) {
    const at = { month: month.month, line: line.id };
    if ((line.kind === 'internal' ? line.days : line.amount) === null)
      refuse('costWithoutAmount', at);
    if (!agrees(line, line.amount)) refuse('foreignAmount', at);
  }
  const over = overAttributed(month)[0];
  if (over !== undefined) refuse('overAttributed', { month: month.month, cause: over });
  const flows = month.values
    .filter((line) => line.class === 'capacity' && counts(stateOf(line, month.month)))
    .flatMap((line) => line.flow ?? []);
  if (new Set(flows).size < flows.length) refuse('sameHoursTwice', { month: month.month });
}

function edited(d: MemoryDossier, op: string, detail: string, edit: Edit): Change<LedgerView> {
  const before = ledgerOf(d);
  const next = structuredClone(before);
  edit(next);
  const open = next.months.find((m) => m.signed_on === null)?.month;
  const signed = before.months.find(
    (m, at) =>
      m.signed_on !== null &&
      (JSON.stringify(m) !== JSON.stringify(next.months[at]) ||
        recursIn(before, m.month) !== recursIn(next, m.month)),
  );
  if (signed)
    refuse('monthSigned', {
      month: signed.month,
      line: detail,
      ...(open === undefined
        ? { nextMonth: after(before.months.at(-1)?.month ?? '') }
        : { nextMonth: open }),
    });
  for (const month of next.months)
    if (
      JSON.stringify(before.months.find((m) => m.month === month.month)) !== JSON.stringify(month)
    )
      judge(month);
  for (const line of next.recurring)
    if (!agrees(line, line.amount_month))
      refuse('foreignAmount', { month: line.first_month, line: line.id });
  return d.change(op, detail, ['ledger'], () => {
    clientOf(d).ledger = next;
    return ledger(d, null);
  });
}

/** What recurs in a month, without its end: that may still move. */
const recursIn = (own: SourceLedger, month: string): string =>
  JSON.stringify(
    own.recurring
      .filter((line) => runsIn(line, month))
      .map(({ id, kind, what, amount_month, foreign, action }) => [
        id,
        kind,
        what,
        amount_month,
        foreign ?? null,
        action,
      ])
      .sort(),
  );

function fresh(own: SourceLedger, prefix: string): string {
  const all = [
    ...own.recurring,
    ...own.months.flatMap((m) => [...m.costs, ...m.values, ...m.corrections]),
  ];
  const numbers = all
    .filter(({ id }) => id.startsWith(prefix))
    .map(({ id }) => Number(id.slice(prefix.length)));
  const next = Math.max(0, ...numbers) + 1;
  return `${prefix}${prefix === 'CL' || prefix === 'VL' ? String(next).padStart(2, '0') : String(next)}`;
}

const found = (own: SourceLedger, month: string): SourceMonth => {
  const one = own.months.find((m) => m.month === month);
  if (!one) throw problem('notFound', { what: 'month', name: month });
  return one;
};
/** The bill of a new line, as the file has it. */
const billed = (d: MemoryDossier, bill: ForeignBill | null): Pick<SourceCost, 'foreign'> =>
  bill ? { foreign: recordOf(bill, clientOf(d).currency) } : {};
/** Own days have no amount, and money has no days. */
const settled = ({ foreign, ...line }: SourceCost): SourceCost =>
  line.kind === 'internal'
    ? { ...line, amount: null }
    : { ...line, ...(foreign ? { foreign } : {}), days: null };
const text = (amount: number | null): string | null => (amount === null ? null : major(amount));
const source = (reading: ReadingView | null): SourceReading | null => reading && { ...reading };

const empty = (month: string): SourceMonth => ({
  month,
  summary: '',
  built: [],
  costs: [],
  values: [],
  corrections: [],
  decisions_needed: [],
  delivery: null,
  signed_by: null,
  signed_on: null,
});

export function startLedger(d: MemoryDossier, wish: StartLedger): Change<LedgerView> {
  const client = clientOf(d);
  const e = engagementOf(d, wish.engagement);
  if (client.ledger) refuse('ledgerExists');
  const first = wish.firstMonth ?? e.first_invoice_month;
  if (!first)
    throw problem('inputNotUnderstood', { path: 'firstMonth', expected: 'a month YYYY-MM' });
  const month = empty(first);
  const cost = (id: string, kind: 'audit' | 'fee', what: string, amount: number) => {
    month.costs.push({ id, kind, what, amount: major(amount), days: null, action: null });
  };
  if (wish.auditFee) cost('CL01', 'audit', 'audit', wish.auditFee);
  if (wish.fixedFee) cost('CL02', 'fee', 'fixed fee', wish.fixedFee);
  return d.change('start_ledger', first, ['ledger'], () => {
    e.first_invoice_month = first;
    e.ledger = true;
    client.ledger = {
      engagement: e.id,
      first_month: first,
      recurring: wish.retainerMonth
        ? [
            {
              id: 'RC1',
              kind: 'fee',
              what: 'retainer',
              amount_month: major(wish.retainerMonth),
              first_month: first,
              last_month: null,
              action: null,
            },
          ]
        : [],
      months: [month],
    };
    return ledger(d, null);
  });
}

export function openMonth(d: MemoryDossier): Change<LedgerView> {
  const own = ledgerOf(d);
  const next = after(own.months.at(-1)?.month ?? own.first_month);
  return edited(d, 'open_month', next, (l) => void l.months.push(empty(next)));
}

export function repeatMonth(d: MemoryDossier, month: string): Change<LedgerView> {
  return edited(d, 'repeat_month', month, (l) => {
    const own = found(l, month);
    const lines = repeatable(l, own);
    if (lines.length === 0) refuse('nothingToRepeat', { month });
    for (const line of lines)
      own.values.push({
        ...structuredClone(line),
        id: fresh(l, 'VL'),
        evidence: line.evidence === 'measured' ? 'estimated' : line.evidence,
        status: 'delivered',
        after: null,
        confirmed_by: null,
        confirmed_on: null,
      });
  });
}

export function signMonth(d: MemoryDossier, sign: SignMonth): Change<LedgerView> {
  const month = monthOf(d, sign.month);
  if (month.signed_on) refuse('monthSigned', { month: sign.month });
  const made = edited(d, 'sign_month', sign.month, (l) => {
    const own = found(l, sign.month);
    own.signed_by = codeOf(sign.by);
    own.signed_on = sign.on ?? d.today;
    own.signed_hash = 'ab12'.repeat(16);
  });
  return { value: made.value, undo: null };
}

export function editMonth(d: MemoryDossier, change: MonthChange): Change<LedgerView> {
  const value: unknown = change.value === null ? null : JSON.parse(change.value);
  return edited(d, 'edit_month', change.month, (l) => {
    const own = found(l, change.month);
    if (change.field === 'summary') own.summary = String(value ?? '');
    else if (change.field === 'hours') {
      if (value === null) delete own.hours;
      else own.hours = value as { agreed: string; used: string };
    } else if (change.field === 'delivery') {
      const view = value as LedgerMonthView['delivery'];
      own.delivery = view && {
        deploys: view.deploys,
        lead_time_days: view.leadTimeDays,
        change_fail_share: view.changeFailShare,
        recovery_minutes: view.recoveryMinutes,
        rework_share: view.reworkShare,
      };
    } else throw problem('inputNotUnderstood', { path: 'field', expected: 'a field of a month' });
  });
}

export function setHoursMonth(d: MemoryDossier, hours: string | null): Change<LedgerView> {
  const e = engagementOf(d, null);
  return d.change('set_hours_month', e.id, ['engagements'], () => {
    if (hours === null) delete e.hours_month;
    else e.hours_month = hours;
    return ledger(d, null);
  });
}

export function addCost(d: MemoryDossier, cost: NewCost): Change<LedgerView> {
  return edited(d, 'add_cost', cost.month, (l) => {
    const { month, amount, foreign, ...rest } = cost;
    const line: SourceCost = { id: fresh(l, 'CL'), ...rest, amount: text(amount) };
    found(l, month).costs.push(settled({ ...line, ...billed(d, foreign) }));
  });
}

export function addRecurring(d: MemoryDossier, cost: NewRecurring): Change<LedgerView> {
  return edited(d, 'add_recurring', cost.what, (l) => {
    if (l.months.some((m) => m.signed_on !== null && m.month >= cost.firstMonth))
      refuse('monthSigned', { month: cost.firstMonth });
    l.recurring.push({
      id: fresh(l, 'RC'),
      kind: cost.kind,
      what: cost.what,
      amount_month: major(cost.amountMonth),
      ...billed(d, cost.foreign),
      first_month: cost.firstMonth,
      last_month: cost.lastMonth,
      action: cost.action,
    });
  });
}

export function addValue(d: MemoryDossier, value: NewValue): Change<LedgerView> {
  return edited(d, 'add_value', value.month, (l) => {
    let until = value.month;
    for (let month = 1; month < 12; month += 1) until = after(until);
    found(l, value.month).values.push({
      id: fresh(l, 'VL'),
      class: value.class,
      evidence: value.evidence,
      status: value.status,
      what: value.what,
      amount: text(value.amount),
      ...billed(d, value.foreign),
      hours: value.hours,
      rate: text(value.rate),
      attribution: value.attribution ?? '1',
      baseline: source(value.baseline),
      after: source(value.after),
      source: value.source,
      measured_by: null,
      confirmed_by: null,
      confirmed_on: null,
      action: value.action,
      flow: value.flow,
      milestone: value.milestone,
      use: value.useOfTime,
      cause: value.cause,
      same_cause_as: null,
      service_start: value.serviceStart,
      counts_until: value.countsUntil ?? (value.class === 'risk' ? null : lastDay(until)),
      visibility: 'client',
    });
  });
}

export function addCorrection(d: MemoryDossier, made: NewCorrection): Change<LedgerView> {
  return edited(d, 'add_correction', made.restates, (l) => {
    const line = restated(clientOf(d), made.restates);
    if (!line || line[0] >= made.month) refuse('correctsNothing', { line: made.restates });
    if (made.reason.trim() === '') refuse('correctionWithoutReason', { line: made.restates });
    found(l, made.month).corrections.push({
      id: fresh(l, 'CR'),
      restates: made.restates,
      amount: major(made.amount),
      reason: made.reason,
      entered_by: made.enteredBy,
      confirmed_by: made.confirmedBy,
      confirmed_on: made.confirmedOn,
    });
  });
}

/** Fields whose names in the file are not those of the row in snake case. */
const NAMES: Record<string, string> = { useOfTime: 'use' };
const MONEY = new Set(['amount', 'rate', 'amountMonth']);
const snake = (field: string): string =>
  NAMES[field] ?? field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

type Lines = (own: SourceLedger) => { id: string }[];
const LISTS = {
  cost: (own) => own.months.flatMap((m) => m.costs),
  recurring: (own) => own.recurring,
  value: (own) => own.months.flatMap((m) => m.values),
  correction: (own) => own.months.flatMap((m) => m.corrections),
} satisfies Record<string, Lines>;
export type LineList = keyof typeof LISTS;

export function editLine(d: MemoryDossier, list: LineList, change: LineChange): Change<LedgerView> {
  const value: unknown = change.value === null ? null : JSON.parse(change.value);
  return edited(d, `edit_${list}`, change.id, (l) => {
    const line = LISTS[list](l).find(({ id }) => id === change.id) as
      (Record<string, unknown> & Partial<SourceValue>) | undefined;
    if (!line) throw problem('notFound', { what: 'line', name: change.id });
    if (list === 'value' && change.field === 'confirmed') {
      const given = value as { by: string; on: string } | null;
      line.status = given ? 'confirmed' : 'measured';
      line.confirmed_by = given ? codeOf(given.by) : null;
      line.confirmed_on = given?.on ?? null;
    } else if (list === 'value' && change.field === 'reading') {
      line.after = value as SourceReading;
      if (line.baseline) {
        line.evidence = 'measured';
        line.status = 'measured';
      }
    } else if (change.field === 'foreign') {
      if (list === 'cost' && line['kind'] === 'internal')
        throw problem('inputNotUnderstood', {
          path: 'foreign',
          expected: 'a cost in money, as own days have no currency',
        });
      const amount = putBill(line, value as ForeignBill | null, clientOf(d).currency);
      if (amount === null) return;
      line[list === 'recurring' ? 'amount_month' : 'amount'] = major(amount);
      if (list === 'value') {
        line.hours = null;
        line.rate = null;
      }
    } else if (MONEY.has(change.field)) {
      line[snake(change.field)] = text(value as number | null);
      if (list === 'value' && change.field === 'amount' && value !== null) {
        line.hours = null;
        line.rate = null;
      }
    } else line[snake(change.field)] = value;
    if (list === 'value' && line.hours && line.rate) {
      line.amount = null;
      delete line.foreign;
    }
    if (list === 'cost') {
      const cost = line as unknown as SourceCost;
      const { amount, foreign, days } = settled(cost);
      Object.assign(cost, { amount, days });
      if (!foreign) delete cost.foreign;
    }
  });
}

export function removeLine(d: MemoryDossier, list: LineList, id: string): Change<LedgerView> {
  return edited(d, `remove_${list}`, id, (l) => {
    if (list === 'recurring') {
      const line = l.recurring.find((one) => one.id === id);
      const last = l.months.filter((m) => m.signed_on && line && runsIn(line, m.month)).at(-1);
      if (line && last) line.last_month = last.month;
      else l.recurring = l.recurring.filter((one) => one.id !== id);
      return;
    }
    const name = ({ cost: 'costs', value: 'values', correction: 'corrections' } as const)[list];
    for (const month of l.months)
      (month[name] as { id: string }[]) = month[name].filter((one) => one.id !== id);
  });
}

export function putBuilt(d: MemoryDossier, built: BuiltChange): Change<LedgerView> {
  const { month, index, ...made } = built;
  return edited(d, 'put_built', month, (l) => {
    const own = found(l, month);
    own.built.splice(index ?? own.built.length, index === null ? 0 : 1, made);
  });
}

export function putDecisionNeeded(
  d: MemoryDossier,
  needed: DecisionNeededChange,
): Change<LedgerView> {
  const { month, index, ...made } = needed;
  return edited(d, 'put_decision_needed', month, (l) => {
    const own = found(l, month);
    if (index === null && own.decisions_needed.length >= 3) refuse('threeDecisions', { month });
    own.decisions_needed.splice(index ?? own.decisions_needed.length, index === null ? 0 : 1, made);
  });
}

export function removeAt(
  d: MemoryDossier,
  list: 'built' | 'decisions_needed',
  month: string,
  index: number,
): Change<LedgerView> {
  const op = list === 'built' ? 'remove_built' : 'remove_decision_needed';
  return edited(d, op, month, (l) => void found(l, month)[list].splice(index, 1));
}
