// Scores and money for the in-memory host, after the computation rules of the product. Binary fractions are fine
// here: nothing is stored, and a test compares the results with the published figures of the sample client.
import type {
  AreaRow,
  Colour,
  Counts,
  Heads,
  Money,
  MoneyKind,
  Overall,
  Range,
  Severity,
} from '../bindings';
import {
  bank,
  type BankQuestion,
  type SourceAnswer,
  type SourceClient,
  type SourceFinding,
  type SourceRound,
} from './source';

export const minor = (text: string | null | undefined): Money =>
  text ? Math.round(Number(text) * 100) : 0;
export const major = (amount: Money): string => (amount / 100).toFixed(2);
export const halfAway = (value: number): number =>
  Math.sign(value) * Math.round(Math.abs(value) + 1e-9);
export const places = (value: number, digits: number): string =>
  (halfAway(value * 10 ** digits) / 10 ** digits).toFixed(digits);

export function questionsOf(
  round: SourceRound,
  questions: readonly BankQuestion[] = bank,
): Set<string> {
  const ids = new Set(questions.filter((q) => q.packs.includes(round.pack)).map((q) => q.id));
  for (const id of round.added) ids.add(id);
  for (const id of round.removed) ids.delete(id);
  return ids;
}

export type InForce = { answer: SourceAnswer; carried: boolean };

export function answersInForce(client: SourceClient, round: SourceRound): Map<string, InForce> {
  const found = new Map<string, InForce>();
  const basis = client.rounds.find((r) => r.id === round.basis);
  if (basis)
    for (const answer of basis.answers) found.set(answer.question, { answer, carried: true });
  for (const answer of round.answers)
    if (answer.state !== 'open') found.set(answer.question, { answer, carried: false });
  return found;
}

type Sum = {
  all: number;
  answered: number;
  score: number;
  confidence: number;
  low: number;
  high: number;
  count: number;
  of: number;
  zero: string[];
  one: string[];
};

export function scoreRound(
  client: SourceClient,
  round: SourceRound,
  questions: readonly BankQuestion[] = bank,
): { areas: AreaRow[]; overall: Overall } {
  const pack = questionsOf(round, questions);
  const answers = answersInForce(client, round);
  const profile = client.settings.profiles[round.profile] ?? {};
  const names = new Map(questions.map((q) => [q.area, q.area_name]));
  const sums = new Map<string, Sum>();
  for (const area of names.keys())
    sums.set(area, {
      all: 0,
      answered: 0,
      score: 0,
      confidence: 0,
      low: 0,
      high: 0,
      count: 0,
      of: 0,
      zero: [],
      one: [],
    });
  for (const question of questions) {
    const sum = sums.get(question.area);
    if (!sum || !question.scored || !pack.has(question.id)) continue;
    const given = answers.get(question.id)?.answer;
    if (given?.state === 'na') continue;
    const w = question.weight;
    sum.all += w;
    sum.of += 1;
    if (given?.state !== 'answered' || given.score === null || given.score === undefined) continue;
    const grade = client.settings.evidence[given.grade ?? 'E1'];
    const h = Number(grade?.half_width ?? '1');
    sum.answered += w;
    sum.count += 1;
    sum.score += w * given.score;
    sum.confidence += w * Number(grade?.confidence ?? '0.4');
    sum.low += w * Math.max(0, given.score - h);
    sum.high += w * Math.min(4, given.score + h);
    if (question.default_severity === 'critical' && given.score === 0) sum.zero.push(question.id);
    if (question.default_severity === 'critical' && given.score === 1) sum.one.push(question.id);
  }
  const areas: AreaRow[] = [];
  let weights = 0,
    total = 0,
    lows = 0,
    highs = 0,
    all = 0;
  for (const [area, s] of sums) {
    const m = s.answered ? s.score / s.answered : null;
    const c = s.all ? s.answered / s.all : null;
    const k = s.answered ? s.confidence / s.answered : null;
    const strength = c === null ? null : c * (k ?? 0);
    const average: Colour =
      c === null || c < 0.5
        ? 'grey'
        : m === null
          ? 'grey'
          : m < 1.5
            ? 'red'
            : m < 2.75
              ? 'amber'
              : 'green';
    const colour: Colour =
      s.zero.length > 0 ? 'red' : average === 'green' && s.one.length > 0 ? 'amber' : average;
    const low = s.all ? s.low / s.all : null;
    const high = s.all ? (s.high + 4 * (s.all - s.answered)) / s.all : null;
    const p = profile[area] ?? 0;
    if (m !== null) {
      weights += p;
      total += p * m;
    }
    all += p;
    lows += p * (low ?? 0);
    highs += p * (high ?? 4);
    areas.push({
      area,
      name: names.get(area) ?? area,
      questions: s.of,
      answered: s.count,
      maturity: m === null ? null : places(m, 2),
      low: low === null ? null : places(low, 2),
      high: high === null ? null : places(high, 2),
      coverage: c === null ? null : places(c, 2),
      confidence: k === null ? null : places(k, 2),
      strength: strength === null ? null : places(strength, 2),
      colour,
      colourByAverage: average,
      notVerified: colour === 'green' && (strength ?? 0) < 0.5,
      cappedBy: s.zero.length > 0 ? s.zero : s.one,
      was: null,
      direction: null,
    });
  }
  return {
    areas,
    overall: {
      outOf100: weights ? halfAway((total / weights) * 25) : null,
      low: all ? halfAway((lows / all) * 25) : null,
      high: all ? halfAway((highs / all) * 25) : null,
    },
  };
}

export function compareAreas(now: AreaRow[], before: AreaRow[]): AreaRow[] {
  return now.map((row) => {
    const was = before.find((b) => b.area === row.area)?.maturity ?? null;
    const direction =
      row.maturity === null || was === null
        ? 'no_comparison'
        : row.maturity > was
          ? 'up'
          : row.maturity < was
            ? 'down'
            : 'same';
    return { ...row, was, direction };
  });
}

export const likelihoodOf = (client: SourceClient, band: number): number =>
  Number(client.settings.likelihood[String(band)] ?? '0');

export function impactOf(client: SourceClient, loss: Range | null): number | null {
  const revenue = minor(client.client.annual_recurring_revenue);
  if (!loss || !revenue) return null;
  const share = loss.likely / revenue;
  return (
    [5, 4, 3, 2].find((band) => share >= Number(client.settings.impact_from[String(band)])) ?? 1
  );
}

export const lossOf = (finding: SourceFinding): Range | null =>
  finding.loss
    ? {
        low: minor(finding.loss.low),
        likely: minor(finding.loss.likely),
        high: minor(finding.loss.high),
      }
    : null;

export function severityOf(client: SourceClient, finding: SourceFinding): Severity | null {
  const impact = impactOf(client, lossOf(finding));
  return impact === null
    ? null
    : (client.settings.severity[finding.likelihood - 1]?.[impact - 1] ?? null);
}

export function exposureOf(client: SourceClient, finding: SourceFinding): Range {
  const p = likelihoodOf(client, finding.likelihood);
  const loss = lossOf(finding);
  return {
    low: halfAway(p * (loss?.low ?? 0)),
    likely: halfAway(p * (loss?.likely ?? 0)),
    high: halfAway(p * (loss?.high ?? 0)),
  };
}

const nothing = (): Range => ({ low: 0, likely: 0, high: 0 });
const plus = (a: Range, b: Range): Range => ({
  low: a.low + b.low,
  likely: a.likely + b.likely,
  high: a.high + b.high,
});

/** What a scenario counts of the given findings: its largest member, or all of them where costs are certain. */
export function scenarioAmount(
  client: SourceClient,
  scenario: SourceClient['scenarios'][number],
  findings: SourceFinding[],
): { range: Range; counted: string[] } {
  const members = findings.filter((f) => f.scenario === scenario.id);
  if (scenario.counting === 'sum') {
    return {
      range: members.reduce((sum, f) => plus(sum, exposureOf(client, f)), nothing()),
      counted: members.map((f) => f.id),
    };
  }
  let best: SourceFinding | null = null;
  for (const f of members)
    if (!best || exposureOf(client, f).likely > exposureOf(client, best).likely) best = f;
  return best
    ? { range: exposureOf(client, best), counted: [best.id] }
    : { range: nothing(), counted: [] };
}

export function headsOf(client: SourceClient, findings: SourceFinding[]): Heads {
  const heads: Heads = { risk: nothing(), waste: nothing(), blocked: nothing() };
  for (const scenario of client.scenarios) {
    const kind: MoneyKind = scenario.money_kind;
    heads[kind] = plus(heads[kind], scenarioAmount(client, scenario, findings).range);
  }
  return heads;
}

export function countsOf(client: SourceClient, findings: SourceFinding[]): Counts {
  const counts: Counts = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const f of findings) {
    const severity = severityOf(client, f);
    if (severity) counts[severity] += 1;
  }
  return counts;
}

export type FixFigures = {
  fixValue: Money;
  fixValueUncapped: Money;
  firstYearCost: Money;
  leverage: string | null;
  paybackMonths: string | null;
};

export function fixOf(client: SourceClient, finding: SourceFinding): FixFigures {
  const uncappedOf = (f: SourceFinding) =>
    halfAway(exposureOf(client, f).likely * Number(f.share_removed));
  const firstYearCost =
    halfAway(Number(finding.effort_days) * minor(client.settings.blended_day_rate)) +
    minor(finding.external_cost) +
    minor(finding.running_cost_year);
  const uncapped = uncappedOf(finding);
  const scenario = client.scenarios.find((s) => s.id === finding.scenario);
  let value = uncapped;
  if (scenario) {
    const members = client.findings.filter(
      (f) => f.scenario === scenario.id && f.status !== 'draft' && !f.trashed,
    );
    const total = members.reduce((sum, f) => sum + uncappedOf(f), 0);
    const cap = scenarioAmount(client, scenario, members).range.likely;
    if (total > 0 && members.includes(finding))
      value = halfAway(uncapped * Math.min(1, cap / total));
  }
  const sure =
    value * Number(client.settings.evidence[finding.evidence_grade]?.confidence ?? '0.4');
  const known = sure > 0 && firstYearCost > 0;
  return {
    fixValue: value,
    fixValueUncapped: uncapped,
    firstYearCost,
    leverage: known ? places(sure / firstYearCost, 1) : null,
    paybackMonths: known ? places((firstYearCost / sure) * 12, 1) : null,
  };
}

/** Computes a driver's formula (keys, numbers, `+ * /`) with one value per key; null if a key has none. */
export function evaluate(expr: string, values: Record<string, number | null>): number | null {
  let total = 0;
  for (const sum of expr.split('+')) {
    let product: number | null = null;
    let operator = '*';
    for (const token of sum.trim().split(/\s+/)) {
      if (token === '*' || token === '/') {
        operator = token;
        continue;
      }
      const value = /^[0-9.]+$/.test(token) ? Number(token) : (values[token] ?? null);
      if (value === null) return null;
      product = product === null ? value : operator === '*' ? product * value : product / value;
    }
    total += product ?? 0;
  }
  return total;
}
