import { mount } from 'svelte';
import './styles/font.css';
import './styles/tokens.css';
import './styles/base.css';
import App from './App.svelte';
import { returnToPlace } from './app/drop';
import { veil } from './app/veil.svelte';
import { host, provideHost } from './host/host';
import { tauriHost } from './host/tauri';

/** Rust answers inside the app; a plain browser gets the in-memory host, in development only. */
async function start(): Promise<void> {
  if (import.meta.env.PROD && import.meta.env.VITE_HOST !== 'memory') {
    provideHost(tauriHost());
  } else if ('__TAURI_INTERNALS__' in window) {
    provideHost(tauriHost());
  } else {
    const { memoryHost, memoryOptions } = await import('./host/memory');
    provideHost(memoryHost(memoryOptions(location.search)));
  }
  const target = document.getElementById('app');
  if (!target) throw new Error('index.html lacks #app');
  returnToPlace();
  veil.restore();
  mount(App, { target, props: { state: await host.appState() } });
}

void start();
