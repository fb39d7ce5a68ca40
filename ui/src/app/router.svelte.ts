// Where the app is, in the address after "#": "/clients", "/client/<id>/audit/INF-01?round=…".
// Only opaque ids and display codes stand there, never a client's word. Scroll and selection of a
// place come back with it.

export interface Place {
  /** "/client/<id>/findings" → ["client", "<id>", "findings"] */
  path: string[];
  query: Record<string, string>;
}

export function parsePlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?');
  return {
    path: path.split('/').filter(Boolean).map(safeDecode),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

export function placeHash(path: string[], query: Record<string, string> = {}): string {
  const words = new URLSearchParams(
    Object.entries(query).filter(([, value]) => value !== ''),
  ).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${words ? `?${words}` : ''}`;
}

function safeDecode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

interface Memory {
  scroll: Record<string, number>;
  selection: Record<string, string>;
}

class Router {
  place = $state.raw<Place>(parsePlace(typeof location === 'undefined' ? '' : location.hash));
  #memories = new Map<string, Memory>();
  #lastPlaces = new Map<string, Place>();

  get hash(): string {
    return placeHash(this.place.path, this.place.query);
  }

  /** Goes somewhere; `replace` leaves no step to go back to. */
  go(path: string[], options: { query?: Record<string, string>; replace?: boolean } = {}): void {
    const hash = placeHash(path, options.query);
    if (hash === location.hash) return;
    if (options.replace) history.replaceState(null, '', hash);
    else history.pushState(null, '', hash);
    this.read();
  }

  /** Goes to a section where it was left, so that a look elsewhere loses no place. */
  goBackTo(section: [string, string, string]): void {
    const last = this.#lastPlaces.get(section.join('/'));
    if (!last || section.every((part, at) => this.place.path[at] === part)) this.go(section);
    else this.go(last.path, { query: last.query });
  }

  /** Changes the query of this place without a new step in history. */
  setQuery(query: Record<string, string>): void {
    this.go(this.place.path, { query: { ...this.place.query, ...query }, replace: true });
  }

  back(): void {
    history.back();
  }

  forward(): void {
    history.forward();
  }

  /** Follows the address: on back and forward, and at start. */
  read(): void {
    this.place = parsePlace(location.hash);
    if (this.place.path.length >= 3) {
      this.#lastPlaces.set(this.place.path.slice(0, 3).join('/'), this.place);
    }
  }

  /** What is remembered of this place (by path): scroll offsets and selections by name. */
  memory(key = this.place.path.join('/')): Memory {
    let memory = this.#memories.get(key);
    if (!memory) {
      memory = { scroll: {}, selection: {} };
      this.#memories.set(key, memory);
    }
    return memory;
  }

  forget(): void {
    this.#memories.clear();
    this.#lastPlaces.clear();
  }
}

export const router = new Router();

/** An attachment that keeps an element's scroll offset with the place: `{@attach keepScroll('main')}`. */
export function keepScroll(name: string): (element: HTMLElement) => () => void {
  return (element) => {
    const memory = router.memory();
    const wanted = memory.scroll[name];
    if (wanted) requestAnimationFrame(() => (element.scrollTop = wanted));
    const note = () => (memory.scroll[name] = element.scrollTop);
    element.addEventListener('scroll', note, { passive: true });
    return () => element.removeEventListener('scroll', note);
  };
}
