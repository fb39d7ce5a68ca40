// Enter in a field of the side pane keeps it and goes on to the next one. Forms keep their own Enter.

const FIELDS =
  'input:not([type="radio"], [type="checkbox"], [tabindex="-1"]), textarea, button[aria-haspopup="listbox"], input:checked';

/** An attachment: `{@attach onwards}` on the pane. */
export function onwards(pane: HTMLElement): () => void {
  const go = (event: KeyboardEvent) => {
    const { target } = event;
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(target instanceof HTMLInputElement) || target.form) return;
    if (target.getAttribute('aria-expanded') === 'true') return;
    const fields = [...pane.querySelectorAll<HTMLElement>(FIELDS)];
    const at = fields.indexOf(target);
    const next = fields[event.shiftKey ? at - 1 : at + 1];
    if (at < 0 || !next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  };
  pane.addEventListener('keydown', go);
  return () => pane.removeEventListener('keydown', go);
}
