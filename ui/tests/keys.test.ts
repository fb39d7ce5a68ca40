import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keys } from '$/app/keys.svelte';

const leave: (() => void)[] = [];
const on = (...layer: Parameters<typeof keys.add>) => leave.push(keys.add(...layer));
const always = () => true;

function press(
  key: string,
  code: string,
  given: KeyboardEventInit = {},
  target: Element = document.body,
) {
  const event = new KeyboardEvent('keydown', {
    key,
    code,
    bubbles: true,
    cancelable: true,
    ...given,
  });
  Object.defineProperty(event, 'target', { value: target });
  keys.handle(event);
  return event;
}

beforeEach(() => {
  keys.singleKeys = true;
  document.body.replaceChildren();
});
afterEach(() => {
  for (const gone of leave.splice(0)) gone();
});

describe('a press', () => {
  it('runs the innermost command and keeps the browser from acting', () => {
    const outer = vi.fn();
    const inner = vi.fn();
    on({ scope: 'audit', handlers: { 'audit.next': outer }, enabled: always });
    on({ scope: 'audit', handlers: { 'audit.next': inner }, enabled: always });
    expect(press('j', 'KeyJ').defaultPrevented).toBe(true);
    expect(inner).toHaveBeenCalledOnce();
    expect(outer).not.toHaveBeenCalled();
  });

  it('goes to a section with G and a letter', () => {
    const go = vi.fn();
    on({ scope: 'client', handlers: { 'client.audit': go }, enabled: always });
    press('g', 'KeyG');
    expect(go).not.toHaveBeenCalled();
    press('a', 'KeyA');
    expect(go).toHaveBeenCalledOnce();
  });

  it('gives a stranger after G its own meaning', () => {
    const next = vi.fn();
    on({ scope: 'client', handlers: { 'client.audit': vi.fn() }, enabled: always });
    on({ scope: 'audit', handlers: { 'audit.next': next }, enabled: always });
    press('g', 'KeyG');
    press('j', 'KeyJ');
    expect(next).toHaveBeenCalledOnce();
  });

  it('types in a field instead of acting, but still opens the palette from there', () => {
    const field = document.body.appendChild(document.createElement('input'));
    const next = vi.fn();
    const palette = vi.fn();
    const undo = vi.fn();
    on({ scope: 'app', handlers: { 'app.palette': palette, 'app.undo': undo }, enabled: always });
    on({ scope: 'audit', handlers: { 'audit.next': next }, enabled: always });
    press('j', 'KeyJ', {}, field);
    press('z', 'KeyZ', { ctrlKey: true }, field);
    press('k', 'KeyK', { ctrlKey: true }, field);
    expect(next).not.toHaveBeenCalled();
    expect(undo, 'a field undoes its own typing').not.toHaveBeenCalled();
    expect(palette).toHaveBeenCalledOnce();
  });

  it('does nothing with single keys once they are switched off', () => {
    const score = vi.fn();
    const lock = vi.fn();
    on({ scope: 'audit', handlers: { 'audit.score3': score }, enabled: always });
    on({ scope: 'app', handlers: { 'app.lock': lock }, enabled: always });
    keys.singleKeys = false;
    press('3', 'Digit3');
    press('l', 'KeyL', { ctrlKey: true });
    expect(score).not.toHaveBeenCalled();
    expect(lock).toHaveBeenCalledOnce();
  });

  it('leaves Enter to a button that has the focus', () => {
    const button = document.body.appendChild(document.createElement('button'));
    const next = vi.fn();
    on({ scope: 'audit', handlers: { 'audit.next': next }, enabled: always });
    press('Enter', 'Enter', {}, button);
    expect(next).not.toHaveBeenCalled();
  });

  it('locks from inside a dialog, and does nothing else there', () => {
    document.body.innerHTML = '<div role="dialog" data-state="open"><button></button></div>';
    const lock = vi.fn();
    const next = vi.fn();
    on({ scope: 'app', handlers: { 'app.lock': lock }, enabled: always });
    on({ scope: 'audit', handlers: { 'audit.next': next }, enabled: always });
    press('j', 'KeyJ');
    press('l', 'KeyL', { ctrlKey: true });
    expect(next).not.toHaveBeenCalled();
    expect(lock).toHaveBeenCalledOnce();
  });
});
