import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dropEverything, returnToPlace, whyLocked } from '$/app/drop';
import { router } from '$/app/router.svelte';
import { host, provideHost } from '$/host/host';
import { memoryHost } from '$/host/memory';
import { toaster } from '$/shared/toaster.svelte';

const place = '#/client/0199/audit/INF-01';

beforeEach(() => {
  vi.useFakeTimers();
  provideHost(memoryHost({ presence: 'open', samples: true }));
  history.replaceState(null, '', place);
  router.read();
});
afterEach(() => void vi.useRealTimers());

describe('a lock', () => {
  it('empties the page at once, and asks for a new document only when the keys are gone', async () => {
    const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
    document.body.innerHTML = '<main>Brindlewick</main>';
    toaster.say('Score 3 for INF-01');
    dropEverything({ reason: 'idle' });
    expect(document.body.textContent, 'not one word may stay').toBe('');
    expect(toaster.news).toEqual([]);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(reload, 'an early document would draw the open vault again').not.toHaveBeenCalled();
  });

  it('leaves the new document to Rust, and makes one itself where none comes', async () => {
    const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
    dropEverything({ reason: 'idle' });
    await host.lock();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(
      reload,
      'a second document would swallow what is typed into the first',
    ).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(reload).toHaveBeenCalledOnce();
  });

  it('leads back to the same place, once', async () => {
    vi.spyOn(location, 'reload').mockImplementation(() => undefined);
    dropEverything({ reason: 'idle' });
    history.replaceState(null, '', '/');
    returnToPlace();
    expect(location.hash).toBe(place);
    history.replaceState(null, '', '/');
    returnToPlace();
    expect(location.hash).toBe('');
  });

  it('is remembered with its reason, which is no word of a client', () => {
    vi.spyOn(location, 'reload').mockImplementation(() => undefined);
    dropEverything({ reason: 'suspend' });
    expect(whyLocked()).toBe('suspend');
  });
});
