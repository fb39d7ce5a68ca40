import type { Locked } from '$/host/bindings';
import { host } from '$/host/host';
import { toaster } from '$/shared/toaster.svelte';
import { router } from './router.svelte';

/** Where the person was when the vault was locked. Ids and display codes only, never a client's word. */
const PLACE = 'valise.place';
/** Why it was locked. */
const REASON = 'valise.reason';
const ASK_EVERY_MS = 50;
const ASK_TIMES = 100;
/** Rust replaces the document as soon as the keys are gone. Only if it could not, the page does. */
const REPLACE_MS = 5_000;

/**
 * The vault is being sealed: nothing of a client may stay in this window. The page is emptied at
 * once, and Rust replaces it by a fresh document as soon as the keys are gone, which lets go of the
 * whole script heap. One of both does it: a second document would swallow what was typed meanwhile.
 */
export function dropEverything(event: Locked): void {
  sessionStorage.setItem(PLACE, location.hash);
  sessionStorage.setItem(REASON, event.reason);
  toaster.clear();
  router.forget();
  document.body.replaceChildren();
  document.title = 'Valise';
  void whenSealed().then(() => setTimeout(() => location.reload(), REPLACE_MS));
}

/** A new document that asks too early would be told that the vault is open, and draw it again. */
async function whenSealed(): Promise<void> {
  for (let asked = 0; asked < ASK_TIMES; asked += 1) {
    const state = await host.appState().catch(() => null);
    if (state && state.vault.presence !== 'open') return;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

/** Why the vault was locked, for as long as it stays so in this run; null at the first start. */
export function whyLocked(): string | null {
  return sessionStorage.getItem(REASON);
}

/** After a lock the new document starts without an address; this brings back the place. */
export function returnToPlace(): void {
  const place = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (!place || location.hash.length > 2) return;
  history.replaceState(null, '', place);
  router.read();
}
