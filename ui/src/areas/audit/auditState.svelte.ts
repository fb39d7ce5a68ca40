// The state of the audit cockpit. Every rating shows at once and is sent in order; a refusal takes it back.
import { DraftText } from '../draftText.svelte';
import type { Room } from '../room';
import type {
  Answer,
  AnswerChange,
  AuditView,
  Grade,
  NewRound,
  OwnQuestion,
  QuestionDetail,
  QuestionRow,
  RecordId,
} from '$/host/bindings';
import {
  everything,
  filterQuestions,
  groupByArea,
  step,
  stepArea,
  type QuestionFilter,
} from './questionFilter';
import { nextRound } from './nextRound';
import { text } from '$/text';

const t = text.audit;

/** A burst of ratings re-reads the scores once. */
const REFRESH_AFTER = 150;

type Given = Omit<AnswerChange, 'round' | 'question'>;

export class AuditState {
  view = $state.raw<AuditView | null>(null);
  detail = $state.raw<QuestionDetail | null>(null);
  selected = $state<string | null>(null);
  filter = $state<QuestionFilter>({ ...everything });
  problem = $state.raw<unknown>(null);
  words = $state.raw<DraftText | null>(null);
  note = $state.raw<DraftText | null>(null);

  readonly rows = $derived(
    this.view ? filterQuestions(this.view.questions, this.filter, this.selected) : [],
  );
  readonly items = $derived(groupByArea(this.rows, this.view?.areas ?? []));
  readonly row = $derived(this.view?.questions.find((row) => row.id === this.selected) ?? null);
  readonly frozen = $derived(this.view?.round?.frozen ?? false);
  readonly progress = $derived.by(() => {
    const pack = this.view?.questions.filter((row) => row.inPack) ?? [];
    return { done: pack.filter((row) => row.state !== 'open').length, of: pack.length };
  });
  /** Roles that are asked something in the questions of this scope, in bank order. */
  readonly roles = $derived([
    ...new Set(
      (this.view?.questions ?? [])
        .filter((row) => this.filter.scope === 'all' || row.inPack)
        .map((row) => row.ask),
    ),
  ]);

  private engagement: RecordId | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private refreshTimer: ReturnType<typeof setTimeout> | undefined;
  private reading = 0;
  private drafts = new Map<string, string>();
  private changes = 0;

  constructor(private readonly room: Room) {}

  get roundId(): RecordId | null {
    return this.view?.round?.id ?? null;
  }

  /** Opens an engagement's newest round, or the given one, at a question if one is named. */
  async open(
    engagement: RecordId | null,
    round: RecordId | null = null,
    question: string | null = null,
  ): Promise<void> {
    this.problem = null;
    await this.leave();
    try {
      const [view, drafts] = await Promise.all([
        this.room.host.audit(engagement, round),
        this.room.host.drafts(),
      ]);
      this.engagement = view.engagement.id;
      this.drafts = new Map(drafts.filter((d) => d.text !== '').map((d) => [d.key, d.text]));
      this.view = view;
      const wanted = question ?? this.selected;
      const inPack = view.questions.filter((row) => row.inPack);
      const known = view.questions.some((row) => row.id === wanted);
      const first = inPack.find((row) => row.state === 'open') ?? inPack[0] ?? null;
      this.selected = null;
      this.detail = null;
      const place = known ? wanted : (first?.id ?? null);
      if (view.round && place) await this.goTo(place);
    } catch (problem) {
      this.problem = problem;
    }
  }

  /** Reads the list again (scores, counts) and the open question, keeping the place. */
  async refresh(): Promise<void> {
    clearTimeout(this.refreshTimer);
    const round = this.roundId;
    try {
      await this.queue;
      const view = await this.room.host.audit(this.engagement, round);
      if (view.round?.id === this.roundId || this.roundId === null) this.view = view;
      if (this.selected && this.view?.round) await this.read(this.selected);
    } catch (problem) {
      this.room.voice.fail(problem);
    }
  }

  refreshSoon(): void {
    clearTimeout(this.refreshTimer);
    this.refreshTimer = setTimeout(() => void this.refresh(), REFRESH_AFTER);
  }

  async select(id: string | null): Promise<void> {
    if (id === this.selected) return;
    const leaving = this.leave();
    this.selected = id;
    await leaving;
    if (id !== null && this.selected === id) await this.read(id);
  }

  /** A question named from outside: widens the scope or drops the filter if it would be hidden. */
  async goTo(id: string): Promise<void> {
    const row = this.view?.questions.find((q) => q.id === id);
    if (!row) return;
    if (!row.inPack) this.filter.scope = 'all';
    if (filterQuestions([row], this.filter).length === 0) {
      this.filter = { ...everything, scope: this.filter.scope };
    }
    await this.select(id);
  }

  async move(by: number): Promise<void> {
    const next = step(this.rows, this.selected, by);
    if (next === this.selected)
      this.room.voice.say(by > 0 ? t.say.lastQuestion : t.say.firstQuestion);
    await this.select(next);
  }

  async moveArea(by: 1 | -1): Promise<void> {
    await this.select(stepArea(this.rows, this.selected, by));
  }

  rate(score: number): void {
    const row = this.writable();
    if (!row) return;
    if (!row.scored) {
      this.room.voice.done(t.say.notScored);
      return;
    }
    this.send(row, { state: 'answered', score }, t.say.scored(row.id, score));
  }

  grade(grade: Grade): void {
    const row = this.writable();
    if (!row) return;
    if (row.state !== 'answered' && row.state !== 'recorded') {
      this.room.voice.done(row.scored ? t.say.noGrade : t.say.noRecordYet);
      return;
    }
    this.send(row, { grade }, t.say.graded(row.id, grade));
  }

  /** Sets the state; the same key again takes it back to "not asked". */
  mark(state: 'unknown' | 'na' | 'refused' | 'recorded'): void {
    const row = this.writable();
    if (!row) return;
    const next = row.state === state ? 'open' : state;
    const score = state === 'recorded' ? {} : { score: null, grade: null };
    this.send(row, { state: next, ...score }, t.say.state(row.id, next));
  }

  clear(): void {
    const row = this.writable();
    if (row)
      this.send(row, { state: 'open', score: null, grade: null }, t.say.state(row.id, 'open'));
  }

  later(): void {
    const row = this.writable();
    if (row) this.send(row, { later: !row.later }, t.say.later(row.id, !row.later));
  }

  saidBy(person: RecordId | null): void {
    const row = this.writable();
    if (row) this.send(row, { saidBy: person }, null);
  }

  async create(kind: string, title: string): Promise<void> {
    const row = this.writable();
    const round = this.roundId;
    if (!row || !round) return;
    try {
      const change = await this.room.host.createFromQuestion(round, row.id, kind, title);
      this.changes += 1;
      this.patchRow(change.value);
      this.room.voice.done(t.say.created(title), { undo: this.undoer() });
      await this.refresh();
    } catch (problem) {
      this.room.voice.fail(problem);
    }
  }

  async startRound(round: Omit<NewRound, 'engagement'>): Promise<boolean> {
    if (!this.engagement) return false;
    try {
      const change = await this.room.host.startRound({ ...round, engagement: this.engagement });
      this.changes += 1;
      this.room.voice.done(t.round.frozenStarted(change.value.title), { undo: this.startUndoer() });
      this.selected = null;
      this.filter = { ...everything };
      await this.open(this.engagement, change.value.id);
      return true;
    } catch (problem) {
      this.room.voice.fail(problem);
      return false;
    }
  }

  /** Goes on where the open round ended, without a question. */
  startNext(): Promise<boolean> {
    const next = nextRound(this.view);
    return next ? this.startRound(next) : Promise.resolve(false);
  }

  async freeze(): Promise<void> {
    const round = this.roundId;
    if (!round) return;
    try {
      await this.leave();
      await this.queue;
      const change = await this.room.host.freezeRound(round);
      this.changes += 1;
      this.room.voice.done(t.round.frozenDone(change.value.title), { undo: this.undoer() });
      await this.refresh();
    } catch (problem) {
      this.room.voice.fail(problem);
    }
  }

  async saveOwnQuestion(question: OwnQuestion): Promise<boolean> {
    try {
      const change = await this.room.host.saveOwnQuestion(question);
      this.changes += 1;
      this.room.voice.done(t.own.saved(change.value), { undo: this.undoer() });
      await this.refresh();
      if (this.view?.questions.some((row) => row.id === change.value && !row.inPack))
        this.filter.scope = 'all';
      await this.select(change.value);
      return true;
    } catch (problem) {
      this.room.voice.fail(problem);
      return false;
    }
  }

  /** Writes what is being typed; call it before leaving the room, the question or the vault. */
  async leave(): Promise<void> {
    await Promise.all([this.words?.commit(), this.note?.commit()]);
  }

  destroy(): void {
    clearTimeout(this.refreshTimer);
    void this.leave();
  }

  /** Resolves when everything that was rated has arrived. */
  settled(): Promise<unknown> {
    return this.queue;
  }

  private writable(): QuestionRow | null {
    if (!this.row || !this.roundId) return null;
    if (this.frozen) {
      this.room.voice.done(t.say.frozen);
      return null;
    }
    return this.row;
  }

  private async read(id: string): Promise<void> {
    const round = this.roundId;
    if (!round) return;
    const turn = ++this.reading;
    try {
      const detail = await this.room.host.question(round, id);
      // The reader has moved on, or something newer was asked for.
      if (turn !== this.reading || this.selected !== id) return;
      const same = this.detail?.row.id === id;
      this.detail = detail;
      this.problem = null;
      if (same && this.words && this.note) {
        this.words.follow(detail.answer.words);
        this.note.follow(detail.answer.note);
      } else {
        this.words = this.text(round, id, 'words', detail.answer);
        this.note = this.text(round, id, 'note', detail.answer);
      }
    } catch (problem) {
      if (turn === this.reading) this.room.voice.fail(problem);
    }
  }

  private text(
    round: RecordId,
    question: string,
    field: 'words' | 'note',
    answer: Answer,
  ): DraftText {
    const key = `answer:${round}:${question}:${field}`;
    const { host, voice } = this.room;
    return new DraftText(
      answer[field],
      {
        draft: (text) => host.saveDraft(key, text),
        keep: async (text) => {
          await this.queue;
          const change = await host.answer({ round, question, [field]: text });
          this.changes += 1;
          this.drafts.delete(key);
          this.patchRow(change.value);
        },
        fail: (problem) => voice.fail(problem),
      },
      this.drafts.get(key),
    );
  }

  private send(row: QuestionRow, given: Given, message: string | null): void {
    const round = this.roundId;
    if (!round) return;
    const before = row;
    const beforeAnswer = this.detail?.row.id === row.id ? this.detail.answer : null;
    this.patchRow(preview(row, given));
    if (this.detail && beforeAnswer) {
      this.detail = { ...this.detail, answer: previewAnswer(beforeAnswer, given) };
    }
    const send = async () => {
      try {
        const change = await this.room.host.answer({ round, question: row.id, ...given });
        this.changes += 1;
        this.patchRow(change.value);
        if (message) this.room.voice.done(message, { undo: this.undoer() });
        this.refreshSoon();
      } catch (problem) {
        this.patchRow(before);
        if (this.detail?.row.id === row.id && beforeAnswer) {
          this.detail = { ...this.detail, answer: beforeAnswer };
        }
        this.room.voice.fail(problem);
      }
    };
    this.queue = this.queue.then(send);
  }

  /** Undo of the newest change only: an older toast must not take back something else. */
  private undoer(): () => void {
    const mine = this.changes;
    return () => {
      if (mine !== this.changes) return;
      this.queue = this.queue.then(async () => {
        try {
          await this.room.host.undo();
          this.changes += 1;
          this.room.voice.say(t.say.undone);
          this.refreshSoon();
        } catch (problem) {
          this.room.voice.fail(problem);
        }
      });
    };
  }

  /** A round that was just started may be taken back: what stood before it is shown again. */
  private startUndoer(): () => void {
    const mine = this.changes;
    return () => {
      if (mine !== this.changes) return;
      this.queue = this.queue.then(async () => {
        try {
          await this.room.host.undo();
          this.changes += 1;
          this.room.voice.say(t.say.undone);
          await this.open(this.engagement);
        } catch (problem) {
          this.room.voice.fail(problem);
        }
      });
    };
  }

  private patchRow(row: QuestionRow): void {
    if (!this.view) return;
    this.view = {
      ...this.view,
      questions: this.view.questions.map((old) => (old.id === row.id ? row : old)),
    };
  }
}

function preview(row: QuestionRow, given: Given): QuestionRow {
  return {
    ...row,
    state: given.state ?? row.state,
    score: given.score !== undefined ? given.score : row.score,
    grade: given.grade !== undefined ? given.grade : row.grade,
    later: given.later ?? row.later,
    carried: false,
  };
}

function previewAnswer(answer: Answer, given: Given): Answer {
  return {
    ...answer,
    state: given.state ?? answer.state,
    score: given.score !== undefined ? given.score : answer.score,
    grade: given.grade !== undefined ? given.grade : answer.grade,
    saidBy: given.saidBy !== undefined ? given.saidBy : answer.saidBy,
    later: given.later ?? answer.later,
  };
}
