// Widths at which a room changes its shape follow the size of the text, not the pixels of the window.
import { session } from '$/app/session.svelte';

/** A width in px as rem of the text size in use. Reads the preference, so that a derived value follows it. */
export function inRem(pixels: number): number {
  void session.preferences.textSize;
  const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return pixels / (root || 16);
}
