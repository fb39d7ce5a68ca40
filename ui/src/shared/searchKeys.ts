/** From a search field into its list: Enter and ArrowDown lead to what is chosen there, or to the first line. */
export function intoList<Item extends { id: string }>(
  event: KeyboardEvent,
  list: { items: readonly Item[]; chosen: string | null; box: HTMLElement | null },
  choose: (item: Item) => void,
): void {
  if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
  event.preventDefault();
  const first = list.items[0];
  if (first && !list.items.some((item) => item.id === list.chosen)) choose(first);
  list.box?.focus();
}
