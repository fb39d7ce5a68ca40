import { toaster } from '$/shared/toaster.svelte';
import { router } from './router.svelte';

/**
 * The vault was sealed: nothing of a client may stay in this window. The page is emptied at once, so
 * that nothing is painted while the new document comes, and then replaced, which lets go of the whole
 * script heap. The address stays: it holds ids only, and leads back to the same place after unlocking.
 */
export function dropEverything(): void {
  toaster.clear();
  router.forget();
  document.body.replaceChildren();
  document.title = 'Valise';
  location.reload();
}
