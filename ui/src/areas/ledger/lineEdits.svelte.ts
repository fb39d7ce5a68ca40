// What is being typed into the fields of lines. A value that the host refuses stays in its field with the reason, and
// in a draft row, until it is mended or taken back: on another line, in another room, after a crash.
import type { Problem, RecordId } from '$/host/bindings';
import { toProblem } from '$/host/problem';
import { SvelteMap } from 'svelte/reactivity';
import { DraftText } from '../draftText.svelte';
import type { Room } from '../room';

interface Refused {
  value: unknown;
  problem: Problem | null;
}

const PREFIX = 'ledger:';
/** Ends the draft row of a value that was refused; a text that is being typed has its own. */
const REFUSED = '!';

/** Texts that a record always has; any other empty text is none. */
const WORDED = new Set(['what', 'source', 'reason', 'summary']);

export class LineEdits {
  private readonly refused = new SvelteMap<string, Refused>();
  private readonly texts = new Map<string, DraftText>();
  private drafts = new Map<string, string>();

  /** `keep(id, field, value)` writes one field and throws what the host refuses. */
  constructor(
    private readonly room: Room,
    private readonly keep: (id: string, field: string, value: unknown) => Promise<unknown>,
    /** Names the engagement: lines of two ledgers may share an id. */
    private readonly scope: () => RecordId | string = () => '',
  ) {}

  /** What draft rows still hold. */
  async restore(): Promise<void> {
    const drafts = await this.room.host.drafts();
    this.drafts = new Map(drafts.filter((d) => d.text !== '').map((d) => [d.key, d.text]));
    for (const [key, text] of this.drafts)
      if (key.startsWith(PREFIX) && key.endsWith(REFUSED))
        this.refused.set(key.slice(0, -REFUSED.length), {
          value: JSON.parse(text) as unknown,
          problem: null,
        });
  }

  /** What the field shows: what was refused, else what is kept. */
  shown<T>(id: string, field: string, kept: T): T {
    const held = this.refused.get(this.key(id, field));
    return held ? (held.value as T) : kept;
  }

  /** Why it was refused; null: it was not. */
  problem(id: string, field: string): Problem | null {
    return this.refused.get(this.key(id, field))?.problem ?? null;
  }

  /** It holds something that is not kept. */
  holds(id: string, field: string): boolean {
    return this.refused.has(this.key(id, field));
  }

  /** Fields of a line that hold something not kept. */
  held(id: string): string[] {
    const start = this.key(id, '');
    return [...this.refused.keys()]
      .filter((key) => key.startsWith(start))
      .map((key) => key.slice(start.length));
  }

  async set(id: string, field: string, value: unknown): Promise<boolean> {
    const key = this.key(id, field);
    this.refused.set(key, { value, problem: null });
    try {
      await this.keep(id, field, value);
      this.refused.delete(key);
      await this.draft(key + REFUSED, '');
      return true;
    } catch (thrown) {
      this.refused.set(key, { value, problem: toProblem(thrown) });
      await this.draft(key + REFUSED, JSON.stringify(value));
      return false;
    }
  }

  /** What is not whole yet stays in its field and in a draft row; the host is not asked. */
  async hold(id: string, field: string, value: unknown): Promise<void> {
    const key = this.key(id, field);
    this.refused.set(key, { value, problem: null });
    await this.draft(key + REFUSED, JSON.stringify(value));
  }

  /** Back to what is kept. */
  async forget(id: string, field: string): Promise<void> {
    const key = this.key(id, field);
    this.refused.delete(key);
    this.texts.delete(key);
    await this.draft(key + REFUSED, '');
    if (this.drafts.has(key)) await this.draft(key, '');
  }

  /** A text field: drafted while it is typed, kept when it is left. */
  text(id: string, field: string, kept: string): DraftText {
    const key = this.key(id, field);
    const known = this.texts.get(key);
    if (known) return known;
    const text = new DraftText(
      kept,
      {
        draft: (words) => this.room.host.saveDraft(key, words),
        keep: async (words) => {
          await this.keep(id, field, words === '' && !WORDED.has(field) ? null : words);
          this.refused.delete(key);
        },
        // The words stay in the field; only the reason is new.
        fail: (thrown) => this.refused.set(key, { value: text.text, problem: toProblem(thrown) }),
      },
      this.drafts.get(key),
    );
    this.texts.set(key, text);
    return text;
  }

  get saving(): boolean {
    return [...this.texts.values()].some((t) => t.phase === 'typing' || t.phase === 'keeping');
  }

  /** Writes every text that is still being typed. */
  async leave(): Promise<void> {
    await Promise.all([...this.texts.values()].map((text) => text.commit()));
  }

  private async draft(key: string, text: string): Promise<void> {
    if (text === '') this.drafts.delete(key);
    else this.drafts.set(key, text);
    try {
      await this.room.host.saveDraft(key, text);
    } catch (problem) {
      this.room.voice.fail(problem);
    }
  }

  private key(id: string, field: string): string {
    return `${PREFIX}${this.scope()}:${id}:${field}`;
  }
}
