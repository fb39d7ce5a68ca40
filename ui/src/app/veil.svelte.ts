import { text } from '$/text';
import { toaster } from '$/shared/toaster.svelte';

/**
 * The veil for beamers and shared screens: everything marked `data-veil` is blanked, and a coloured
 * frame shows that it is on. It hides from eyes in the room; it locks nothing.
 */
class Veil {
  on = $state(false);

  toggle(): void {
    this.on = !this.on;
    document.documentElement.toggleAttribute('data-veiled', this.on);
    toaster.announce(this.on ? text.app.veil.on : text.app.veil.off);
  }
}

export const veil = new Veil();
