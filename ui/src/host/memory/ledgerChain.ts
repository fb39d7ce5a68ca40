// Figures of the in-memory ledger opened to their inputs, and the way of a value from its friction to its line.
import type {
  ChainKind,
  ChainStep,
  Explanation,
  FigureInput,
  FigureQuery,
  LedgerFigure,
  Quantity,
  ValueChain,
} from '../bindings';
import { problem, recordId, type MemoryDossier } from './dossier';
import { fixOf, minor } from './figures';
import { ledger } from './ledger';
import { flowMoney, warningsOf, weightOf } from './ledgerFigures';
import { clientOf, ledgerOf, type SourceReading } from './ledgerSource';

const money = (amount: number | null): Quantity => ({ unit: 'money', money: amount, text: null });
const words = (unit: Quantity['unit'], text: string | null): Quantity => ({
  unit,
  money: null,
  text,
});
const query = (figure: LedgerFigure, over: Partial<FigureQuery> = {}): FigureQuery => ({
  figure,
  month: null,
  cumulated: false,
  of: null,
  ...over,
});
const input = (
  figure: LedgerFigure,
  value: Quantity,
  over: Partial<FigureInput> = {},
): FigureInput => ({
  figure,
  label: '',
  value,
  minus: false,
  record: null,
  line: null,
  open: null,
  ...over,
});

const readingWords = (reading: SourceReading): string => `${reading.value} ${reading.unit}`.trim();

export function ledgerChain(d: MemoryDossier, id: string): ValueChain {
  const client = clientOf(d);
  const view = ledger(d, null);
  const month = view.months.find((m) => m.values.some((v) => v.id === id));
  const row = month?.values.find((v) => v.id === id);
  const line = ledgerOf(d)
    .months.flatMap((m) => m.values)
    .find((v) => v.id === id);
  if (!month || !row || !line) throw problem('notFound', { what: 'line', name: id });
  const label = (code: string | null) => client.people.find((p) => p.id === code)?.label ?? null;
  const steps: ChainStep[] = [];
  const step = (kind: ChainKind, code: string, title: string, over: Partial<ChainStep> = {}) =>
    steps.push({
      kind,
      record: null,
      code,
      title,
      month: null,
      on: null,
      by: null,
      figures: [],
      ...over,
    });
  const action = client.actions.find((a) => a.id === line.action);
  const flow = client.flows.find((f) => f.id === (line.flow ?? action?.flows[0]));
  if (flow) {
    const { total, net } = flowMoney(flow);
    step('flow', flow.id, flow.name, {
      record: { section: 'flows', id: recordId('flows', flow.id), code: flow.id },
      figures: [input('flowTotal', money(total)), input('flowNet', money(net))],
    });
  }
  for (const finding of d.findings.filter((f) => action?.findings.includes(f.id) === true))
    step('finding', finding.id, finding.title, {
      record: { section: 'findings', id: recordId('findings', finding.id), code: finding.id },
      on: finding.closed_on,
      figures: [input('fixValue', money(fixOf(d.client, finding).fixValue))],
    });
  if (action) {
    const item = view.items.find((one) => one.code === action.id);
    step('action', action.id, action.title, {
      record: { section: 'actions', id: recordId('actions', action.id), code: action.id },
      on: action.done_on,
      by: label(action.owner),
      figures: item
        ? [input('actionCash', money(item.cash)), input('actionInternal', money(item.internal))]
        : [],
    });
    for (const one of view.months)
      for (const cost of one.costs.filter((c) => c.action === action.id))
        step('cost', cost.id, cost.what, {
          month: one.month,
          figures: [input('cost', money(cost.amount))],
        });
  }
  if (line.baseline || line.after)
    step('reading', line.id, line.source, {
      month: month.month,
      on: line.after?.end ?? null,
      by: label(line.measured_by),
      figures: [
        ...(line.baseline ? [input('baseline', words('text', readingWords(line.baseline)))] : []),
        ...(line.after ? [input('after', words('text', readingWords(line.after)))] : []),
      ],
    });
  step('line', line.id, line.what, {
    month: month.month,
    on: line.confirmed_on,
    by: label(line.confirmed_by),
    figures: [
      input('lineGross', money(row.gross), { open: query('lineGross', { of: id }) }),
      input('attribution', words('share', row.attribution)),
      input('lineNet', money(row.net), { open: query('lineNet', { of: id }) }),
    ],
  });
  for (const one of view.months)
    for (const made of one.corrections.filter((c) => c.restates === id))
      step('correction', made.id, made.reason, {
        month: one.month,
        on: made.confirmedOn,
        by: label(made.confirmedBy),
        figures: [input('correction', money(made.amount))],
      });
  const known = new Set(steps.map(({ kind }) => kind));
  return {
    line: id,
    month: month.month,
    title: line.what,
    state: row.state,
    steps,
    missing: (['flow', 'action', 'cost', 'reading'] as const).filter((kind) => !known.has(kind)),
    warnings: warningsOf(client, line),
    checks: [],
  };
}

export function ledgerFigure(d: MemoryDossier, asked: FigureQuery): Explanation {
  const view = ledger(d, null);
  const client = clientOf(d);
  const made = (
    value: Quantity,
    inputs: FigureInput[],
    rule: string,
    label = asked.month ?? '',
  ): Explanation => ({ query: asked, label, value, inputs, rule });
  const rows = view.months.flatMap((m) => m.values);
  const row = rows.find((v) => v.id === asked.of);
  if (row && asked.figure.startsWith('line')) {
    const source = ledgerOf(d)
      .months.flatMap((m) => m.values)
      .find((v) => v.id === row.id);
    const gross = input('lineGross', money(row.gross), {
      line: row.id,
      open: row.amount === null ? query('lineGross', { of: row.id }) : null,
    });
    const share = input('attribution', words('share', row.attribution), { line: row.id });
    if (asked.figure === 'lineGross')
      return made(
        money(row.gross),
        row.amount === null
          ? [input('hours', words('hours', row.hours)), input('rate', money(row.rate))]
          : [input('amount', money(row.amount))],
        '8.2',
        row.what,
      );
    const weight = input('weight', words('share', source ? String(weightOf(source)) : null));
    if (asked.figure === 'lineWeighted')
      return made(money(row.weighted), [gross, share, weight], '8.2', row.what);
    return made(money(row.net), [gross, share], '8.2', row.what);
  }
  const upTo = (month: string | null) =>
    view.months.filter((m) => month === null || m.month <= month);
  const of = view.months.find((m) => m.month === asked.month);
  if (asked.cumulated || !of) {
    const months = upTo(asked.month);
    const all = months.at(-1)?.toDate;
    if (!all) throw problem('notFound', { what: 'month' });
    if (asked.figure.startsWith('ratio')) return ratioOf(asked, all, made);
    const key = asked.figure as 'costCash' | 'costFull' | 'confirmed' | 'weighted';
    return made(
      money(all[key]),
      months.map((m) =>
        input(asked.figure, money(m.own[key]), {
          label: m.month,
          open: query(asked.figure, { month: m.month }),
        }),
      ),
      '8.6',
    );
  }
  if (asked.figure.startsWith('ratio')) return ratioOf(asked, of.own, made);
  if (asked.figure === 'costCash' || asked.figure === 'costFull' || asked.figure === 'internal') {
    const costs = of.costs.filter((c) =>
      asked.figure === 'costFull'
        ? true
        : (c.kind === 'internal') === (asked.figure === 'internal'),
    );
    return made(
      money(costs.reduce((sum, c) => sum + c.amount, 0)),
      costs.map((c) => input('cost', money(c.amount), { label: c.what, line: c.id })),
      '8.1',
    );
  }
  if (asked.figure === 'riskBox')
    return made(
      money(of.riskBox),
      of.values
        .filter((v) => v.state === 'risk')
        .map((v) => input('lineNet', money(v.net), { label: v.what, line: v.id })),
      '8.3',
    );
  if (asked.figure === 'confirmed' || asked.figure === 'weighted') {
    const key = asked.figure;
    return made(
      money(of.own[key]),
      [
        ...of.values
          .filter((v) => v[key] !== 0)
          .map((v) =>
            input(key === 'confirmed' ? 'lineConfirmed' : 'lineWeighted', money(v[key]), {
              label: v.what,
              line: v.id,
              open: query(key === 'confirmed' ? 'lineNet' : 'lineWeighted', { of: v.id }),
            }),
          ),
        ...of.corrections.map((c) =>
          input('correction', money(key === 'confirmed' ? c.amount : c.weighted), {
            label: c.reason,
            line: c.id,
          }),
        ),
      ],
      '8.4',
    );
  }
  return made(money(minor(client.settings.blended_day_rate)), [], '8.1');
}

function ratioOf(
  asked: FigureQuery,
  sums: ReturnType<typeof ledger>['months'][number]['own'],
  made: (value: Quantity, inputs: FigureInput[], rule: string) => Explanation,
): Explanation {
  const [part, whole, value] =
    asked.figure === 'ratioWeighted'
      ? (['weighted', 'costCash', sums.ratioWeighted] as const)
      : asked.figure === 'ratioFull'
        ? (['confirmed', 'costFull', sums.ratioFull] as const)
        : (['confirmed', 'costCash', sums.ratioCash] as const);
  const opened = (figure: LedgerFigure) =>
    query(figure, { month: asked.month, cumulated: asked.cumulated });
  return made(
    words('ratio', value),
    [
      input(part, money(sums[part]), { open: opened(part) }),
      input(whole, money(sums[whole]), { open: opened(whole) }),
    ],
    '8.6',
  );
}
