// What was agreed for an engagement, and what breaks first when the client grows, as the in-memory host reads it.
import type { AgreedView, GrowthView, TierRow } from '../bindings';
import { recordId, type MemoryDossier } from './dossier';
import { minor } from './figures';
import { clientOf } from './ledgerSource';

interface Charter {
  id: string;
  retainer_month?: string | null;
  days_per_week?: string;
  tiers?: { name: string; days_per_week?: string; month?: string }[];
  will_not_do?: { what: string; why: string; instead: string }[];
  success_criteria?: string[];
  stop_signals?: string[];
  accepted_reason?: { on?: string; by?: string; text?: string } | null;
}
interface Limited {
  id: string;
  engagement: string;
  name: string;
  cases_per_week: string;
  capacity_limit?: { cases_per_week: string; what_happens: string };
}
const GROWTH = 3;
const ASKED = 'ARC-03';

export function tiers(d: MemoryDossier, engagement: Charter): TierRow[] {
  const { working_weeks: weeks } = d.client.settings as unknown as { working_weeks: number };
  const row = (name: string, days?: string, fee?: string | null): TierRow => {
    const month = fee ? minor(fee) : null;
    const bought = Number(days ?? 0) * weeks;
    return {
      name,
      daysPerWeek: days ?? null,
      month,
      year: month === null ? null : month * 12,
      day: month === null || bought === 0 ? null : Math.round((month * 12) / bought),
      current: Boolean(fee) && fee === engagement.retainer_month,
    };
  };
  const rows = (engagement.tiers ?? []).map((tier) =>
    row(tier.name, tier.days_per_week, tier.month),
  );
  return engagement.retainer_month && !rows.some(({ current }) => current)
    ? [row('', engagement.days_per_week, engagement.retainer_month), ...rows]
    : rows;
}

export function agreed(d: MemoryDossier, engagement: Charter): AgreedView {
  const reason = engagement.accepted_reason;
  return {
    willNotDo: engagement.will_not_do ?? [],
    successCriteria: engagement.success_criteria ?? [],
    stopSignals: engagement.stop_signals ?? [],
    accepted: reason?.text
      ? {
          on: reason.on ?? null,
          by: clientOf(d).people.find(({ id }) => id === reason.by)?.label ?? null,
          text: reason.text,
        }
      : null,
  };
}

export function growth(d: MemoryDossier, engagement: string): GrowthView {
  const flows = clientOf(d).flows as unknown as Limited[] | undefined;
  const limits = (flows ?? [])
    .filter((flow) => flow.engagement === engagement)
    .flatMap((flow) => {
      const limit = Number(flow.capacity_limit?.cases_per_week ?? 0);
      const cases = Number(flow.cases_per_week);
      return limit > 0 ? [{ flow, times: cases > 0 ? limit / cases : Infinity }] : [];
    })
    .sort((a, b) => a.times - b.times || a.flow.id.localeCompare(b.flow.id))
    .map(({ flow, times }) => ({
      flow: { section: 'flows', id: recordId('flows', flow.id), code: flow.id },
      name: flow.name,
      casesPerWeek: flow.cases_per_week,
      limit: flow.capacity_limit?.cases_per_week ?? '',
      fullAt: Number.isFinite(times) ? times.toFixed(2) : null,
      carries: times >= GROWTH,
      whatHappens: flow.capacity_limit?.what_happens ?? '',
    }));
  const question = d.questions.find(({ id }) => id === ASKED);
  const last = d.client.rounds
    .filter((round) => round.engagement === engagement)
    .flatMap(({ answers, started_on, ended_on }) =>
      answers
        .filter((answer) => answer.question === ASKED && answer.state !== 'open')
        .map((answer) => ({ answer, on: answer.date ?? ended_on ?? started_on })),
    )
    .sort((a, b) => a.on.localeCompare(b.on))
    .at(-1);
  const told = question && last && last.answer.state !== 'na';
  return {
    answer: told
      ? {
          question: question.id,
          text: question.question,
          score: last.answer.score ?? null,
          grade: last.answer.grade ?? null,
          on: last.on,
          note: last.answer.note ?? '',
        }
      : null,
    limits,
  };
}
