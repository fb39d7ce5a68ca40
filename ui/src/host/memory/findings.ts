// Findings of the in-memory host: rows, detail, raising from a template, editing one field, own templates.
import type {
  Change,
  FindingChange,
  FindingDetail,
  FindingRow,
  MoneyKind,
  RaiseFinding,
  RecordId,
} from '../bindings';
import { personHeads } from './audit';
import { codeOf, problem, recordId, type MemoryDossier } from './dossier';
import { evidenceHead } from './evidence';
import { exposureOf, fixOf, impactOf, lossOf, major, scenarioAmount, severityOf } from './figures';
import { driversOf, lossOfDrivers, sentencesOf, templateOf } from './pricing';
import { registry, type LibraryTemplate, type SourceFinding } from './source';

export { templateCard } from './pricing';

const OPEN_BRACE = /\{[a-z_]+\}/;

export function draftReasons(f: SourceFinding): string[] {
  const reasons: string[] = [];
  if (f.for_founder.trim() === '') reasons.push('founder_sentence');
  if (f.for_engineers.trim() === '') reasons.push('engineer_text');
  if (
    [f.title, f.for_founder, f.for_engineers, f.for_investor ?? '', f.recommendation].some((text) =>
      OPEN_BRACE.test(text),
    )
  )
    reasons.push('open_brace');
  if (f.loss === null) reasons.push('loss');
  if (f.scenario === null) reasons.push('scenario');
  if (f.recommendation.trim() === '') reasons.push('recommendation');
  if (f.evidence.trim() === '' && f.evidence_ids.length === 0) reasons.push('evidence');
  return reasons;
}

export function findingRow(d: MemoryDossier, f: SourceFinding): FindingRow {
  const fix = fixOf(d.client, f);
  const owner = d.client.people.find((p) => p.id === f.owner);
  const template = f.template ? d.templates.find((t) => t.id === f.template) : undefined;
  return {
    id: recordId('findings', f.id),
    code: f.id,
    engagement: recordId('engagements', f.engagement),
    title: f.title,
    area: f.area,
    severity: severityOf(d.client, f),
    status: f.status,
    moneyKind: f.money_kind,
    exposure: exposureOf(d.client, f),
    owner: owner?.label ?? null,
    foundOn: f.found_on,
    due: f.due ?? null,
    closedOn: f.closed_on,
    leverage: fix.leverage,
    paybackMonths: fix.paybackMonths,
    evidence: f.evidence_ids.length,
    grade: f.evidence_grade,
    dealClass: f.deal_class,
    visibility: f.visibility,
    quickWin: template?.quick_win ?? Number(f.effort_days) < 1,
    draftReasons: f.status === 'draft' ? draftReasons(f) : [],
  };
}

export function findings(d: MemoryDossier, engagement: RecordId | null): FindingRow[] {
  return d.findings
    .filter((f) => f.engagement === d.engagement(engagement).id)
    .map((f) => findingRow(d, f));
}

const days = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

export function finding(d: MemoryDossier, id: RecordId): FindingDetail {
  const f = d.finding(id);
  const fix = fixOf(d.client, f);
  const loss = lossOf(f);
  const template = f.template ? d.templates.find((t) => t.id === f.template) : undefined;
  const members = d.findings.filter(
    (x) => x.engagement === f.engagement && x.status !== 'draft' && x.status !== 'closed',
  );
  return {
    row: findingRow(d, f),
    questions: f.questions,
    likelihood: f.likelihood,
    impact: impactOf(d.client, loss),
    loss,
    lossBasis: f.loss_basis,
    drivers: template ? driversOf(template, f.inputs) : [],
    combine: template?.loss_model.combine ?? 'sum',
    scenario: f.scenario ? recordId('scenarios', f.scenario) : null,
    scenarios: d.client.scenarios
      .filter((s) => s.engagement === f.engagement && s.money_kind === f.money_kind)
      .map((s) => ({
        id: recordId('scenarios', s.id),
        code: s.id,
        name: s.name,
        moneyKind: s.money_kind,
        members: d.findings.filter((x) => x.scenario === s.id).map((x) => x.id),
        counted: scenarioAmount(d.client, s, members).counted.includes(f.id),
      })),
    forFounder: f.for_founder,
    forEngineers: f.for_engineers,
    forInvestor: f.for_investor ?? '',
    recommendation: f.recommendation,
    evidenceText: f.evidence,
    effortDays: f.effort_days,
    externalCost: Math.round(Number(f.external_cost) * 100),
    runningCostYear: Math.round(Number(f.running_cost_year) * 100),
    shareRemoved: f.share_removed,
    fixValue: fix.fixValue,
    fixValueUncapped: fix.fixValueUncapped,
    firstYearCost: fix.firstYearCost,
    owner: f.owner ? recordId('people', f.owner) : null,
    gate: f.gate,
    closedProof: f.closed_proof,
    note: f.note ?? '',
    reply: f.reply,
    evidence: d.client.evidence
      .filter((e) => !e.trashed && f.evidence_ids.includes(e.id))
      .map(evidenceHead),
    actions: d.client.actions
      .filter((a) => a.findings.includes(f.id))
      .map((a) => ({ code: a.id, title: a.title })),
    people: personHeads(d),
    ageDays: days(f.found_on, f.closed_on ?? d.today),
  };
}

const filled = (text: string, words: Record<string, string>): string =>
  text
    .replace(/\{([a-z_]+)\}/g, (whole, name: string) => words[name]?.trim() || whole)
    .replace(
      /(^|[.!?]\s+)([a-z])/g,
      (_, lead: string, letter: string) => lead + letter.toUpperCase(),
    );

/** The scenario of this engagement that carries the template's event; made when it is not there yet. */
function scenarioFor(d: MemoryDossier, engagement: string, name: string, kind: MoneyKind): string {
  const event = registry.scenarios.find((s) => s.name === name)?.event ?? name;
  const found = d.client.scenarios.find(
    (s) => s.engagement === engagement && s.money_kind === kind && s.name === event,
  );
  if (found) return found.id;
  const id = `S-${String(d.client.scenarios.length + 1)}`;
  d.client.scenarios.push({
    id,
    name: event,
    money_kind: kind,
    counting: kind === 'waste' ? 'sum' : 'largest',
    engagement,
    findings: [],
  });
  return id;
}

export function raiseFinding(d: MemoryDossier, raise: RaiseFinding): Change<FindingDetail> {
  return d.change('raise_finding', raise.title, ['findings', 'answers'], () => {
    const number = Math.max(0, ...d.client.findings.map((f) => Number(f.id.slice(1)))) + 1;
    const engagement = codeOf(raise.engagement);
    const t = raise.template ? templateOf(d, raise.template) : null;
    const answer =
      raise.round && raise.question
        ? d.round(raise.round).answers.find((a) => a.question === raise.question)
        : undefined;
    const loss = t ? lossOfDrivers(driversOf(t, raise.inputs), t.loss_model.combine) : null;
    const kept = t
      ? sentencesOf(t)
          .filter((_, at) => raise.sentences?.[at] !== false)
          .join(' ')
      : '';
    const area = t?.area ?? d.questions.find((q) => q.id === raise.question)?.area ?? 'ARC';
    const f: SourceFinding = {
      id: `F${String(number).padStart(2, '0')}`,
      engagement,
      title: raise.title,
      area,
      questions: raise.question ? [raise.question] : [],
      money_kind: t?.money_kind ?? 'risk',
      likelihood: raise.likelihood ?? t?.severity_hint.likelihood ?? 3,
      loss: loss
        ? { low: major(loss.low), likely: major(loss.likely), high: major(loss.high) }
        : null,
      loss_basis: t
        ? driversOf(t, raise.inputs)
            .filter((x) => x.range)
            .map((x) => x.formula)
            .join('; ')
        : '',
      scenario: t ? scenarioFor(d, engagement, t.scenario, t.money_kind) : null,
      evidence_grade: answer?.grade ?? 'E1',
      evidence: answer?.words ?? answer?.note ?? '',
      evidence_ids: [],
      for_founder: filled(raise.forFounder ?? t?.for_founder ?? '', raise.placeholders),
      for_engineers: filled(kept, raise.placeholders),
      for_investor: filled(t?.for_investor ?? '', raise.placeholders),
      recommendation: t?.recommendation ?? '',
      effort_days: t ? String((t.effort_days.low + t.effort_days.high) / 2) : '0',
      external_cost: major((t?.external_cost ?? 0) * 100),
      running_cost_year: '0.00',
      share_removed: '0.90',
      owner: raise.owner ? codeOf(raise.owner) : null,
      status: 'draft',
      found_on: d.today,
      closed_on: null,
      closed_proof: null,
      deal_class: t?.deal_class_hint ?? 'note',
      visibility: 'client',
      gate: t && t.gate !== 'none' ? t.gate : null,
      reply: null,
      note: null,
      template: raise.template,
      inputs: raise.inputs,
    };
    d.client.findings.push(f);
    return finding(d, recordId('findings', f.id));
  });
}

type Money3 = { low: number; likely: number; high: number };
const moneyText = (value: unknown): string => major(Number(value));
const setters: Record<string, (f: SourceFinding, value: unknown) => void> = {
  title: (f, v) => {
    f.title = String(v);
  },
  area: (f, v) => {
    f.area = String(v);
  },
  forFounder: (f, v) => {
    f.for_founder = String(v);
  },
  forEngineers: (f, v) => {
    f.for_engineers = String(v);
  },
  forInvestor: (f, v) => {
    f.for_investor = String(v);
  },
  recommendation: (f, v) => {
    f.recommendation = String(v);
  },
  evidenceText: (f, v) => {
    f.evidence = String(v);
  },
  lossBasis: (f, v) => {
    f.loss_basis = String(v);
  },
  likelihood: (f, v) => {
    f.likelihood = Number(v);
  },
  grade: (f, v) => {
    f.evidence_grade = v as SourceFinding['evidence_grade'];
  },
  effortDays: (f, v) => {
    f.effort_days = String(v);
  },
  shareRemoved: (f, v) => {
    f.share_removed = String(v);
  },
  externalCost: (f, v) => {
    f.external_cost = moneyText(v);
  },
  runningCostYear: (f, v) => {
    f.running_cost_year = moneyText(v);
  },
  owner: (f, v) => {
    f.owner = v === null ? null : codeOf(String(v));
  },
  scenario: (f, v) => {
    f.scenario = v === null ? null : codeOf(String(v));
  },
  visibility: (f, v) => {
    f.visibility = v as SourceFinding['visibility'];
  },
  dealClass: (f, v) => {
    f.deal_class = String(v);
  },
  gate: (f, v) => {
    f.gate = v === null ? null : String(v);
  },
  closedProof: (f, v) => {
    f.closed_proof = v === null ? null : String(v);
  },
  moneyKind: (f, v) => {
    f.money_kind = v as MoneyKind;
    f.scenario = null;
  },
  note: (f, v) => {
    f.note = String(v);
  },
  reply: (f, v) => {
    f.reply = v as SourceFinding['reply'];
  },
  foundOn: (f, v) => {
    f.found_on = String(v);
  },
  due: (f, v) => {
    f.due = v === null ? null : String(v);
  },
  closedOn: (f, v) => {
    f.closed_on = v === null ? null : String(v);
  },
  questions: (f, v) => {
    f.questions = v as string[];
  },
  loss: (f, v) => {
    const l = v as Money3 | null;
    f.loss = l && { low: major(l.low), likely: major(l.likely), high: major(l.high) };
  },
};

export function editFinding(d: MemoryDossier, change: FindingChange): Change<FindingDetail> {
  const value: unknown = change.value === null ? null : JSON.parse(change.value);
  const f = d.finding(change.id);
  if (
    change.field === 'status' &&
    value !== 'draft' &&
    f.status === 'draft' &&
    draftReasons(f).length > 0
  ) {
    throw problem('refused', { rule: 'draftIncomplete', detail: draftReasons(f).join(', ') });
  }
  return d.change('edit_finding', f.id, ['findings'], () => {
    if (change.field === 'status') {
      f.status = value as SourceFinding['status'];
      f.closed_on = f.status === 'closed' ? (f.closed_on ?? d.today) : null;
    } else if (change.field === 'drivers') {
      f.inputs = value as RaiseFinding['inputs'];
      const t = f.template ? templateOf(d, f.template) : null;
      const loss = t ? lossOfDrivers(driversOf(t, f.inputs), t.loss_model.combine) : null;
      f.loss = loss && { low: major(loss.low), likely: major(loss.likely), high: major(loss.high) };
    } else {
      const set = setters[change.field];
      if (!set) throw problem('notFound', { record: change.field });
      set(f, value);
    }
    return finding(d, change.id);
  });
}

export function saveTemplate(d: MemoryDossier, id: RecordId): Change<string> {
  const f = d.finding(id);
  return d.change('save_template', f.title, ['templates'], () => {
    const made: LibraryTemplate = {
      id: `X-${f.area}-T${String(d.ownTemplates.length + 1).padStart(2, '0')}`,
      area: f.area,
      title: f.title,
      questions: f.questions,
      red_flags: [],
      for_founder: f.for_founder,
      for_investor: f.for_investor ?? '',
      for_engineers: f.for_engineers.replace(/\d[\d,.]*/g, '{count}'),
      what_good_looks_like: '',
      recommendation: f.recommendation,
      first_step_this_week: '',
      effort_days: { low: Number(f.effort_days), high: Number(f.effort_days) },
      external_cost: null,
      severity_hint: { likelihood: f.likelihood },
      loss_model: { combine: 'sum', drivers: [] },
      money_kind: f.money_kind,
      scenario: 'service outage',
      gate: f.gate ?? 'none',
      quick_win: Number(f.effort_days) < 1,
      evidence_to_collect: [],
      verify_fix: '',
      deal_class_hint: f.deal_class,
      placeholders: ['count'],
      own: true,
    };
    d.ownTemplates.push(made);
    return made.id;
  });
}
