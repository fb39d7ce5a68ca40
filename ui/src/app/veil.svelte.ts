import { text } from '$/text';
import { toaster } from '$/shared/toaster.svelte';

const KEY = 'valise.veil';

/**
 * The veil for beamers and shared screens: everything marked `data-veil` is blanked, and a coloured
 * frame shows that it is on. It hides from eyes in the room; it locks nothing.
 */
class Veil {
  on = $state(false);

  toggle(): void {
    this.#set(!this.on);
    toaster.announce(this.on ? text.app.veil.on : text.app.veil.off);
  }

  /** A lock replaces the document. The audience is still there after it, and so is the veil. */
  restore(): void {
    if (sessionStorage.getItem(KEY) !== null) this.#set(true);
  }

  #set(on: boolean): void {
    this.on = on;
    document.documentElement.toggleAttribute('data-veiled', on);
    if (on) sessionStorage.setItem(KEY, 'on');
    else sessionStorage.removeItem(KEY);
  }
}

export const veil = new Veil();
