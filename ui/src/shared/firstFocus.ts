/**
 * Where the focus goes when a frame opens: its first field or button, else the first (safest) answer at its foot; never
 * the × in the corner, whose tooltip would take the first Escape for itself.
 */
export function firstFocus(frame: HTMLElement | undefined) {
  return (event: Event) => {
    const first =
      frame?.querySelector<HTMLElement>(
        '.body :is(input, textarea, button, [tabindex="0"]):not(:disabled)',
      ) ?? frame?.querySelector<HTMLElement>('footer button');
    if (!first) return;
    event.preventDefault();
    first.focus();
  };
}
