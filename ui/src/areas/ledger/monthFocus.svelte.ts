// Where the keyboard goes in the room of a month: its page, a line of it, an item of a step, the side pane.
import { tick } from 'svelte';

const IN_SIDE = '[data-side] :is(input, textarea, button):not([tabindex="-1"]):not([data-veil])';
const FIELDS = '[data-side] :is(input, textarea):not([type="radio"])';

const focus = (where: string): boolean => {
  const found = document.querySelector<HTMLElement>(where);
  found?.focus();
  return found !== null;
};

export class MonthFocus {
  /** Takes the focus when nothing on it has it, so that its keys act. */
  page = $state<HTMLElement>();

  /** The page itself, unless something on it has the focus already. */
  async toPage(): Promise<void> {
    this.page?.scrollTo({ top: 0 });
    await tick();
    if (!this.page?.contains(document.activeElement)) this.page?.focus({ preventScroll: true });
  }

  async toSide(): Promise<void> {
    await tick();
    focus(IN_SIDE);
  }

  async toFirstField(): Promise<void> {
    await tick();
    if (!focus(FIELDS)) await this.toSide();
  }

  /** A field of the open line, by its name. */
  async toField(name: string): Promise<void> {
    await tick();
    focus(`[data-side] [data-field="${name}"]`);
  }

  async toLine(id: string | null): Promise<void> {
    await tick();
    this.page?.querySelector<HTMLElement>(`[data-line="${CSS.escape(id ?? '')}"]`)?.focus();
  }

  item(at: number): HTMLElement | null {
    return this.page?.querySelector<HTMLElement>(`[data-at="${at}"]`) ?? null;
  }

  async toItem(at: number): Promise<void> {
    await tick();
    const item = this.item(at);
    item?.focus({ preventScroll: true });
    item?.scrollIntoView({ block: 'nearest' });
  }
}
