// Listens once at the window and runs the innermost command that a press means.
import { untrack } from 'svelte';
import { keymap, type Binding, type CommandId, type Scope } from './keymap';
import { isSingle, matches, parseKeys, type Chord } from './keynames';

export type Handlers = Partial<Record<CommandId, () => void>>;

interface Layer {
  scope: Scope;
  handlers: Handlers;
  enabled: () => boolean;
}

interface Sequence {
  binding: Binding;
  chords: Chord[];
}

/** How long the app waits for the second key of "G A". */
const SEQUENCE_MS = 1500;

const sequences: Sequence[] = keymap.flatMap((binding) =>
  binding.keys.map((keys) => ({ binding, chords: parseKeys(keys) })),
);

class Keys {
  /** Single letters and digits act as commands (can be switched off, WCAG 2.1.4). */
  singleKeys = $state(true);
  #layers: Layer[] = [];
  #pending: Sequence[] = [];
  #depth = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  add(layer: Layer): () => void {
    this.#layers = [...this.#layers, layer];
    return () => {
      this.#layers = this.#layers.filter((other) => other !== layer);
    };
  }

  /** Commands that would run now, innermost first: the palette's list. */
  available(): CommandId[] {
    const ids = new Set<CommandId>();
    for (const layer of this.#layers.toReversed()) {
      if (!layer.enabled()) continue;
      for (const id of Object.keys(layer.handlers) as CommandId[]) ids.add(id);
    }
    return [...ids];
  }

  /** The place whose keys act first: the room. */
  innermost(): Scope | undefined {
    return this.#layers.at(-1)?.scope;
  }

  run(id: CommandId): boolean {
    for (const layer of this.#layers.toReversed()) {
      const handler = layer.enabled() ? layer.handlers[id] : undefined;
      if (handler) {
        handler();
        return true;
      }
    }
    return false;
  }

  handle(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'].includes(event.key)) return;

    const going = this.#pending.length > 0;
    const open = (going ? this.#pending : sequences).filter((sequence) => {
      const chord = sequence.chords[this.#depth];
      return chord && matches(chord, event) && this.#allowed(sequence.binding, chord, event);
    });
    const whole = open.filter((sequence) => sequence.chords.length === this.#depth + 1);
    const target = this.#innermost(whole.map((sequence) => sequence.binding));
    if (target) {
      this.#reset();
      event.preventDefault();
      target();
      return;
    }
    const longer = open.filter(
      (sequence) => sequence.chords.length > this.#depth + 1 && this.#innermost([sequence.binding]),
    );
    if (longer.length > 0) {
      event.preventDefault();
      this.#pending = longer;
      this.#depth += 1;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#reset(), SEQUENCE_MS);
      return;
    }
    if (going) {
      // "G" and then a stranger: the stranger is a press of its own.
      this.#reset();
      this.handle(event);
    }
  }

  #reset(): void {
    clearTimeout(this.#timer);
    this.#pending = [];
    this.#depth = 0;
  }

  #innermost(bindings: Binding[]): (() => void) | undefined {
    for (const layer of this.#layers.toReversed()) {
      if (!layer.enabled()) continue;
      for (const binding of bindings) {
        const handler = layer.handlers[binding.id];
        if (handler) return handler;
      }
    }
    return undefined;
  }

  #allowed(binding: Binding, chord: Chord, event: KeyboardEvent): boolean {
    const target = event.target instanceof Element ? event.target : null;
    const single = isSingle(chord);
    if (single && !this.singleKeys) return false;
    if (!binding.inDialogs && dialogIsOpen() && !target?.closest('[data-keys-in-dialog]')) {
      return false;
    }
    if (isField(target)) {
      if (binding.outsideFields) return false;
      if (!chord.mod && !binding.inFields) return false;
    }
    if (target?.closest('.floating')) return chord.mod;
    if ((chord.key === 'Enter' || chord.key === 'Space') && !chord.mod && isPressable(target)) {
      return false;
    }
    return true;
  }
}

function dialogIsOpen(): boolean {
  return document.querySelector('[role="dialog"][data-state="open"]') !== null;
}

/** Fields where typing belongs to the text. A tick or a radio is none. */
function isField(target: Element | null): boolean {
  if (!target) return false;
  if (target.closest('[contenteditable]:not([contenteditable="false"])')) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'range', 'submit', 'reset'].includes(target.type)
  );
}

/** What Enter or Space already presses by itself. */
function isPressable(target: Element | null): boolean {
  return Boolean(
    target?.closest('button, a[href], summary, input, select, [role="button"], [role="tab"]'),
  );
}

export const keys = new Keys();

/**
 * Gives commands of one scope their meaning for as long as the component lives. Call while a
 * component starts: `useKeys('audit', { 'audit.next': next })`.
 */
export function useKeys(
  scope: Scope,
  handlers: Handlers,
  enabled: () => boolean = () => true,
): void {
  // Adding reads the layers as well; that must not make this effect run again.
  $effect(() => untrack(() => keys.add({ scope, handlers, enabled })));
}
