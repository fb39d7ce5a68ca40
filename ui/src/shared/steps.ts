/**
 * Where a key leads in a vertical list: the new index, or null when the key is no step.
 * Arrows, Home, End and page keys always; J and K only while single keys are on.
 */
export function stepOf(
  event: KeyboardEvent,
  at: number,
  count: number,
  singleKeys = true,
): number | null {
  if (count === 0 || event.ctrlKey || event.metaKey || event.altKey) return null;
  const plain = singleKeys && !event.shiftKey;
  const clamp = (index: number) => Math.min(count - 1, Math.max(0, index));
  if (event.key === 'ArrowDown' || (plain && event.key === 'j')) return clamp(at + 1);
  if (event.key === 'ArrowUp' || (plain && event.key === 'k')) return clamp(at - 1);
  if (event.key === 'Home') return 0;
  if (event.key === 'End') return count - 1;
  if (event.key === 'PageDown') return clamp(at + 10);
  if (event.key === 'PageUp') return clamp(at - 10);
  return null;
}
