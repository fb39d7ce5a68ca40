// The audit's commands of the in-memory host: rounds, questions, answers, own questions.
import type {
  Answer,
  AnswerChange,
  AuditView,
  Change,
  EngagementHead,
  NewRound,
  OwnQuestion,
  PersonHead,
  QuestionDetail,
  QuestionRow,
  RecordId,
  RoundHead,
} from '../bindings';
import { codeOf, problem, recordId, type MemoryDossier } from './dossier';
import { evidenceHead } from './evidence';
import { answersInForce, compareAreas, questionsOf, scoreRound, type InForce } from './figures';
import { findingRow, templateCard } from './findings';
import { PACKS, type BankQuestion, type SourceAnswer, type SourceRound } from './source';

export function engagementHead(d: MemoryDossier, code: string): EngagementHead {
  const e = d.engagement(recordId('engagements', code));
  return {
    id: recordId('engagements', e.id),
    code: e.id,
    title: e.title,
    kind: e.kind,
    start: e.start,
    end: e.end,
  };
}

export const frozen = (round: SourceRound): boolean => round.frozen ?? round.ended_on !== null;

export function roundHead(d: MemoryDossier, round: SourceRound): RoundHead {
  const pack = questionsOf(round, d.questions);
  const inForce = answersInForce(d.client, round);
  const answered = [...pack].filter((q) => inForce.has(q)).length;
  return {
    id: recordId('rounds', round.id),
    code: round.id,
    title: round.title,
    pack: round.pack,
    profile: round.profile,
    startedOn: round.started_on,
    endedOn: round.ended_on,
    frozen: frozen(round),
    answered,
    questions: pack.size,
  };
}

export const personHeads = (d: MemoryDossier): PersonHead[] =>
  d.client.people.map((p) => ({
    id: recordId('people', p.id),
    code: p.id,
    label: p.label,
    role: p.role,
  }));

export function addPerson(d: MemoryDossier, label: string, role: string): Change<PersonHead> {
  return d.change('add_person', label, ['people'], () => {
    const known = d.client.people.find((p) => p.label.toLowerCase() === label.trim().toLowerCase());
    const person = known ?? {
      id: `P${String(d.client.people.length + 1).padStart(2, '0')}`,
      label: label.trim(),
      role: role.trim(),
      kind: 'staff',
    };
    if (!known) d.client.people.push(person);
    return {
      id: recordId('people', person.id),
      code: person.id,
      label: person.label,
      role: person.role,
    };
  });
}

const openAnswer: Answer = {
  state: 'open',
  score: null,
  grade: null,
  words: '',
  note: '',
  saidBy: null,
  date: null,
  later: false,
};

function answerOf(given: InForce | undefined): Answer {
  if (!given) return openAnswer;
  const a = given.answer;
  return {
    state: a.state,
    score: a.score ?? null,
    grade: a.grade ?? null,
    words: a.words ?? '',
    note: a.note ?? '',
    saidBy: a.said_by ? recordId('people', a.said_by) : null,
    date: a.date ?? null,
    later: a.later ?? false,
  };
}

function rowOf(
  d: MemoryDossier,
  round: SourceRound,
  question: BankQuestion,
  pack: Set<string>,
  answers: Map<string, InForce>,
): QuestionRow {
  const given = answers.get(question.id);
  const answer = answerOf(given);
  const own = round.answers.find((a) => a.question === question.id);
  return {
    id: question.id,
    area: question.area,
    text: question.question,
    ask: question.ask,
    severity: question.default_severity,
    weight: question.weight,
    scored: question.scored,
    dealRelevant: question.deal_relevant,
    inPack: pack.has(question.id),
    own: question.own ?? false,
    state: answer.state,
    score: answer.score,
    grade: answer.grade,
    carried: given?.carried ?? false,
    note: answer.note !== '' || answer.words !== '',
    later: own?.later ?? false,
    findings: d.findings.filter(
      (f) => f.questions.includes(question.id) && f.engagement === round.engagement,
    ).length,
    templates: d.templates.filter((t) => t.questions.includes(question.id)).length,
  };
}

export function audit(
  d: MemoryDossier,
  engagement: RecordId | null,
  roundId: RecordId | null,
): AuditView {
  const e = d.engagement(engagement);
  const rounds = d.client.rounds.filter((r) => r.engagement === e.id);
  const round =
    (roundId ? rounds.find((r) => r.id === codeOf(roundId)) : undefined) ?? rounds.at(-1) ?? null;
  const people = personHeads(d);
  const packs = PACKS.map((p) => {
    const members = d.questions.filter((q) => q.packs.includes(p.id));
    return {
      id: p.id,
      name: p.name,
      questions: members.length,
      scored: members.filter((q) => q.scored).length,
    };
  });
  const head = engagementHead(d, e.id);
  const heads = rounds.map((r) => roundHead(d, r));
  if (!round) {
    return {
      engagement: head,
      rounds: heads,
      round: null,
      areas: [],
      overall: { outOf100: null, low: null, high: null },
      discovery: { recorded: 0, of: 0 },
      questions: [],
      people,
      packs,
      profiles: Object.keys(d.client.settings.profiles),
    };
  }
  const pack = questionsOf(round, d.questions);
  const answers = answersInForce(d.client, round);
  const basis = d.client.rounds.find((r) => r.id === round.basis);
  const { areas, overall } = scoreRound(d.client, round, d.questions);
  const discovery = d.questions.filter((q) => !q.scored && pack.has(q.id));
  return {
    engagement: head,
    rounds: heads,
    round: roundHead(d, round),
    areas: basis ? compareAreas(areas, scoreRound(d.client, basis, d.questions).areas) : areas,
    overall,
    discovery: {
      recorded: discovery.filter((q) => answers.get(q.id)?.answer.state === 'recorded').length,
      of: discovery.length,
    },
    questions: d.questions.map((q) => rowOf(d, round, q, pack, answers)),
    people,
    packs,
    profiles: Object.keys(d.client.settings.profiles),
  };
}

export function question(d: MemoryDossier, roundId: RecordId, id: string): QuestionDetail {
  const round = d.round(roundId);
  const q = d.questions.find((x) => x.id === id);
  if (!q) throw problem('notFound', { record: id });
  const answers = answersInForce(d.client, round);
  const basis = d.client.rounds.find((r) => r.id === round.basis);
  const before = basis?.answers.find((a) => a.question === id);
  const findings = d.findings.filter(
    (f) => f.engagement === round.engagement && f.questions.includes(id),
  );
  return {
    row: rowOf(d, round, q, questionsOf(round, d.questions), answers),
    areaName: q.area_name,
    why: q.why_it_matters,
    goodEvidence: q.good_evidence,
    redFlags: q.red_flags,
    quickCheck: q.quick_check,
    anchors: Object.entries(q.anchors ?? {}).map(([score, text]) => ({
      score: Number(score),
      text,
    })),
    frameworks: q.frameworks,
    creates: q.creates,
    sameFactAs: q.same_fact_as,
    derivableFrom: q.derivable_from,
    naHint: q.na_hint,
    answer: answerOf(answers.get(id)),
    before:
      before && basis
        ? {
            round: basis.title,
            score: before.score ?? null,
            grade: before.grade ?? null,
            state: before.state,
            note: before.note ?? '',
          }
        : null,
    findings: findings.map((f) => findingRow(d, f)),
    templates: d.templates
      .filter((t) => t.questions.includes(id))
      .map((t) => templateCard(t, q.red_flags)),
    created: d.created
      .filter((c) => c.question === id)
      .map(({ section, code, title }) => ({ section, code, title })),
    evidence: d.client.evidence
      .filter((x) => !x.trashed && x.findings.some((f) => findings.some((y) => y.id === f)))
      .map(evidenceHead),
  };
}

export function answer(d: MemoryDossier, change: AnswerChange): Change<QuestionRow> {
  const round = d.round(change.round);
  if (frozen(round)) throw problem('readOnly', { record: round.id });
  return d.change('answer', change.question, ['answers'], () => {
    let entry: SourceAnswer | undefined = round.answers.find((a) => a.question === change.question);
    if (!entry) {
      const carried = answersInForce(d.client, round).get(change.question)?.answer;
      entry = carried ? structuredClone(carried) : { question: change.question, state: 'open' };
      round.answers.push(entry);
    }
    if (change.state !== undefined && change.state !== null) entry.state = change.state;
    if (change.score !== undefined) {
      entry.score = change.score;
      if (change.score !== null && change.state === undefined) entry.state = 'answered';
    }
    if (entry.state !== 'answered' && entry.state !== 'recorded') entry.score = null;
    if (change.grade !== undefined) entry.grade = change.grade;
    if (change.words !== undefined && change.words !== null) entry.words = change.words;
    if (change.note !== undefined && change.note !== null) entry.note = change.note;
    if (change.saidBy !== undefined) entry.said_by = change.saidBy ? codeOf(change.saidBy) : null;
    if (change.later !== undefined && change.later !== null) entry.later = change.later;
    entry.date = d.today;
    return rowById(d, round, change.question);
  });
}

function rowById(d: MemoryDossier, round: SourceRound, id: string): QuestionRow {
  const q = d.questions.find((x) => x.id === id);
  if (!q) throw problem('notFound', { record: id });
  return rowOf(d, round, q, questionsOf(round, d.questions), answersInForce(d.client, round));
}

export function startRound(d: MemoryDossier, round: NewRound): Change<RoundHead> {
  return d.change('startRound', round.title, ['rounds'], () => {
    const made: SourceRound = {
      id: `RD${String(d.client.rounds.length + 1)}`,
      engagement: codeOf(round.engagement),
      title: round.title,
      pack: round.pack,
      added: round.added,
      removed: round.removed,
      profile: round.profile,
      started_on: d.today,
      ended_on: null,
      basis: round.basis ? codeOf(round.basis) : null,
      frozen: false,
      answers: [],
    };
    d.client.rounds.push(made);
    return roundHead(d, made);
  });
}

export function freezeRound(d: MemoryDossier, id: RecordId): Change<RoundHead> {
  return d.change('freezeRound', codeOf(id), ['rounds'], () => {
    const round = d.round(id);
    round.frozen = true;
    round.ended_on = d.today;
    return roundHead(d, round);
  });
}

export function createFromQuestion(
  d: MemoryDossier,
  roundId: RecordId,
  id: string,
  kind: string,
  title: string,
): Change<QuestionRow> {
  const round = d.round(roundId);
  if (frozen(round)) throw problem('readOnly', { record: round.id });
  const made = d.change('createRecord', title, ['answers', kind], () => {
    d.created.push({
      question: id,
      section: kind,
      code: `${kind.slice(0, 1).toUpperCase()}${String(d.created.length + 1).padStart(2, '0')}`,
      title,
    });
    const entry = round.answers.find((a) => a.question === id);
    if (entry) entry.state = 'recorded';
    else round.answers.push({ question: id, state: 'recorded', grade: null, date: d.today });
    return rowById(d, round, id);
  });
  return made;
}

export function saveOwnQuestion(d: MemoryDossier, own: OwnQuestion): Change<string> {
  return d.change('saveQuestion', own.question, ['questions'], () => {
    const id = own.id ?? `X-${own.area}-${String(d.ownQuestions.length + 1).padStart(2, '0')}`;
    const areaName = d.questions.find((q) => q.area === own.area)?.area_name ?? own.area;
    const made: BankQuestion = {
      id,
      area: own.area,
      area_name: areaName,
      question: own.question,
      why_it_matters: own.why,
      good_evidence: own.goodEvidence,
      red_flags: own.redFlags,
      default_severity: own.severity,
      weight: own.weight,
      ask: own.ask,
      quick_check: '',
      packs: ['full'],
      frameworks: [],
      deal_relevant: false,
      scored: own.scored,
      creates: own.scored ? [] : ['note'],
      anchors: own.scored ? { '0': own.anchor0, '2': own.anchor2, '4': own.anchor4 } : null,
      same_fact_as: own.copyOf,
      derivable_from: [],
      na_hint: null,
      own: true,
    };
    d.ownQuestions = [...d.ownQuestions.filter((q) => q.id !== id), made];
    for (const round of d.client.rounds)
      if (!frozen(round) && !round.added.includes(id)) round.added.push(id);
    return id;
  });
}
