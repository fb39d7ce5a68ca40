import { host } from '$/host/host';

const EVERY_MS = 2_000;

/** Tells Rust that somebody is there, at most every two seconds: it resets the idle timer. */
export function watchActivity(): () => void {
  let last = 0;
  const noticed = () => {
    const now = performance.now();
    if (now - last < EVERY_MS && last !== 0) return;
    last = now;
    void host.activity().catch(() => undefined);
  };
  const kinds = ['keydown', 'pointerdown', 'wheel', 'pointermove'] as const;
  for (const kind of kinds)
    window.addEventListener(kind, noticed, { passive: true, capture: true });
  return () => {
    for (const kind of kinds) window.removeEventListener(kind, noticed, { capture: true });
  };
}
