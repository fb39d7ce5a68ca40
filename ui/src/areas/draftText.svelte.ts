// A text that is never lost: it goes to a draft row 400 ms after the last key, and enters the journal (one undoable
// change) on blur, after 5 s of rest, or on leaving.

const DRAFT_AFTER = 400;
const KEEP_AFTER = 5000;

export interface DraftTextKeeping {
  /** Writes the draft row. An empty text clears it. */
  draft: (text: string) => Promise<unknown>;
  /** Writes the record: one entry of the journal. */
  keep: (text: string) => Promise<unknown>;
  fail: (problem: unknown) => void;
}

export class DraftText {
  text = $state('');
  /** `kept`: the record holds it; `drafted`: the draft row holds it; `typing`: only this window does. */
  phase = $state<'kept' | 'typing' | 'drafted' | 'keeping'>('kept');
  private kept: string;
  private draftTimer: ReturnType<typeof setTimeout> | undefined;
  private keepTimer: ReturnType<typeof setTimeout> | undefined;

  /** `draft`: what a draft row still holds from before a crash; it wins over the record. */
  constructor(
    kept: string,
    private readonly keeping: DraftTextKeeping,
    draft?: string,
  ) {
    this.kept = kept;
    this.text = draft ?? kept;
    if (draft !== undefined && draft !== kept) this.phase = 'drafted';
  }

  get dirty(): boolean {
    return this.text !== this.kept;
  }

  /** Takes the newest text of the field. */
  input(text: string): void {
    this.text = text;
    this.phase = 'typing';
    clearTimeout(this.draftTimer);
    clearTimeout(this.keepTimer);
    this.draftTimer = setTimeout(() => void this.saveDraft(), DRAFT_AFTER);
    this.keepTimer = setTimeout(() => void this.commit(), KEEP_AFTER);
  }

  /** The record changed elsewhere (undo, another pane): follow it, unless something is being typed here. */
  follow(kept: string): void {
    const untouched = !this.dirty;
    this.kept = kept;
    if (untouched) this.text = kept;
  }

  /** Writes the record now, if there is something to write. */
  async commit(): Promise<void> {
    clearTimeout(this.draftTimer);
    clearTimeout(this.keepTimer);
    if (!this.dirty) {
      if (this.phase !== 'kept') await this.clearDraft();
      return;
    }
    const text = this.text;
    this.phase = 'keeping';
    try {
      await this.keeping.keep(text);
      this.kept = text;
      if (this.text === text) await this.clearDraft();
    } catch (problem) {
      // The words stay in the field and in the draft row.
      this.phase = 'typing';
      await this.saveDraft();
      this.keeping.fail(problem);
    }
  }

  private async saveDraft(): Promise<void> {
    const text = this.text;
    try {
      await this.keeping.draft(text);
      if (this.text === text && this.phase === 'typing') this.phase = 'drafted';
    } catch (problem) {
      this.keeping.fail(problem);
    }
  }

  private async clearDraft(): Promise<void> {
    this.phase = 'kept';
    try {
      await this.keeping.draft('');
    } catch (problem) {
      this.keeping.fail(problem);
    }
  }
}
