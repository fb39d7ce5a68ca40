// Raising a finding from a question: choose a template, trim it to what is true, price it, raise. Built to be walked
// by keyboard in under 45 seconds.
import type {
  Decimal,
  FindingDetail,
  LossDriver,
  QuestionDetail,
  RecordId,
  TemplateCard,
  TemplateDetail,
} from '$/host/bindings';
import { asInputs, totalsByKind, withInput, type GivenInput } from '../findings/pricing';
import type { Room } from '../room';
import { text } from '$/text';

const t = text.audit;

const SEARCH_AFTER = 120;

export interface RaiseContext {
  engagement: RecordId;
  round: RecordId;
  question: QuestionDetail;
}

export class RaiseState {
  query = $state('');
  found = $state.raw<TemplateCard[]>([]);
  template = $state.raw<TemplateDetail | null>(null);
  /** The form is open: with a template, or blank. */
  filling = $state(false);
  title = $state('');
  founder = $state('');
  placeholders = $state<Record<string, string>>({});
  ticks = $state<boolean[]>([]);
  given = $state.raw<GivenInput[]>([]);
  drivers = $state.raw<LossDriver[]>([]);
  likelihood = $state(3);
  owner = $state<RecordId | null>(null);
  busy = $state(false);
  context = $state.raw<RaiseContext | null>(null);

  readonly cards = $derived(this.query.trim() === '' ? fitting(this.context) : this.found);
  readonly totals = $derived(
    this.template ? totalsByKind(this.drivers, this.template.combine) : [],
  );
  readonly missing = $derived(
    (this.template?.placeholders ?? [])
      .map((p) => p.name)
      .filter((name) => (this.placeholders[name] ?? '').trim() === '' && this.needs(name)),
  );

  private turn = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly room: Room) {}

  /** Another question: the templates follow it, what was being filled in is put away. */
  about(context: RaiseContext | null): void {
    const same = context?.question.row.id === this.context?.question.row.id;
    this.context = context;
    if (!same) this.reset();
  }

  reset(): void {
    this.filling = false;
    this.template = null;
    this.query = '';
    this.found = [];
  }

  search(text: string): void {
    this.query = text;
    clearTimeout(this.timer);
    if (text.trim() === '') return;
    const turn = ++this.turn;
    this.timer = setTimeout(() => {
      this.room.host.searchTemplates(text).then(
        (cards) => {
          if (turn === this.turn) this.found = cards;
        },
        (problem: unknown) => this.room.voice.fail(problem),
      );
    }, SEARCH_AFTER);
  }

  async choose(id: string): Promise<void> {
    try {
      const template = await this.room.host.template(id);
      this.template = template;
      this.title = template.card.title;
      this.founder = template.forFounder;
      this.placeholders = {};
      this.ticks = template.sentences.map(() => true);
      this.given = [];
      this.drivers = template.drivers;
      this.likelihood = template.likelihood;
      this.owner = null;
      this.filling = true;
    } catch (problem) {
      this.room.voice.fail(problem);
    }
  }

  blank(): void {
    this.template = null;
    this.title = '';
    this.founder = '';
    this.placeholders = {};
    this.ticks = [];
    this.given = [];
    this.drivers = [];
    this.likelihood = 3;
    this.owner = null;
    this.filling = true;
  }

  /** A figure replaces the typical one; the range follows. Null gives the typical value back. */
  async price(
    driver: number,
    key: string,
    side: 'low' | 'high',
    value: Decimal | null,
  ): Promise<void> {
    if (!this.template) return;
    this.given = withInput(this.given, this.drivers, driver, key, side, value);
    const turn = ++this.turn;
    try {
      const drivers = await this.room.host.priceTemplate(
        this.template.card.id,
        asInputs(this.given),
      );
      if (turn === this.turn) this.drivers = drivers;
    } catch (problem) {
      this.room.voice.fail(problem);
    }
  }

  async raise(): Promise<FindingDetail | null> {
    const context = this.context;
    if (!context || this.busy || this.title.trim() === '') return null;
    this.busy = true;
    try {
      const change = await this.room.host.raiseFinding({
        engagement: context.engagement,
        question: context.question.row.id,
        round: context.round,
        template: this.template?.card.id ?? null,
        title: this.title.trim(),
        placeholders: $state.snapshot(this.placeholders),
        sentences: this.template ? $state.snapshot(this.ticks) : null,
        inputs: asInputs(this.given),
        likelihood: this.likelihood,
        owner: this.owner,
        forFounder: this.founder,
      });
      const { host, voice } = this.room;
      voice.done(t.say.raised(change.value.row.code, change.value.row.title), {
        undo: () => void host.undo().catch((problem: unknown) => voice.fail(problem)),
      });
      this.reset();
      return change.value;
    } catch (problem) {
      this.room.voice.fail(problem);
      return null;
    } finally {
      this.busy = false;
    }
  }

  /** A placeholder matters only while a text that is kept still holds it. */
  private needs(name: string): boolean {
    const brace = `{${name}}`;
    const kept = this.template?.sentences.filter((_, at) => this.ticks[at] !== false) ?? [];
    return [this.title, this.founder, ...kept].some((text) => text.includes(brace));
  }
}

/** Templates of the question, those that match most of its red flags first. */
function fitting(context: RaiseContext | null): TemplateCard[] {
  return [...(context?.question.templates ?? [])].sort(
    (a, b) => Number(b.own) - Number(a.own) || b.matches.length - a.matches.length,
  );
}
