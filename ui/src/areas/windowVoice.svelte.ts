// The voice of the real window: toasts for everybody, a live region for what only a screen reader needs.
import { fail } from '$/app/session.svelte';
import { toaster } from '$/shared/toaster.svelte';
import { text } from '$/text';
import type { Voice } from './room';

export class WindowVoice implements Voice {
  /** Read out by the room's live region. */
  spoken = $state('');

  done(message: string, options: { undo?: () => void } = {}): void {
    // The same news again takes the place of the old.
    for (const item of toaster.news) if (item.words === message) toaster.dismiss(item.id);
    if (options.undo) toaster.undo(message, text.common.undo, options.undo);
    else toaster.say(message);
  }

  say(message: string): void {
    // The same words twice must be read twice.
    this.spoken = this.spoken === message ? `${message}\u00a0` : message;
  }

  fail(problem: unknown): void {
    fail(problem);
  }
}
