import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Autosave, joinSave, saveAll } from '$/app/autosave.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('autosave', () => {
  it('writes once, 400 ms after the last key', async () => {
    const write = vi.fn(async () => undefined);
    const saving = new Autosave<string>(write);
    saving.change('a');
    await vi.advanceTimersByTimeAsync(300);
    saving.change('ab');
    await vi.advanceTimersByTimeAsync(399);
    expect(write).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(write.mock.calls).toEqual([['ab']]);
    expect(saving.state).toBe('saved');
  });

  it('writes at once on blur or before a lock', async () => {
    const write = vi.fn(async () => undefined);
    const saving = new Autosave<string>(write);
    saving.change('typed');
    expect(await saveAll()).toBe(true);
    expect(write.mock.calls).toEqual([['typed']]);
  });

  it('never writes twice at once, and ends with the newest', async () => {
    let running = 0;
    let most = 0;
    const written: string[] = [];
    const saving = new Autosave<string>(async (value) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 50));
      written.push(value);
      running -= 1;
    });
    saving.change('one');
    void saving.flush();
    await vi.advanceTimersByTimeAsync(10);
    saving.change('two');
    void saving.flush();
    await vi.advanceTimersByTimeAsync(200);
    expect(most).toBe(1);
    expect(written.at(-1)).toBe('two');
  });

  it('keeps what could not be written, says so, and tries again', async () => {
    const write = vi.fn(async () => undefined).mockRejectedValueOnce(new Error('disk'));
    const failed = vi.fn();
    const saving = new Autosave<string>(write, failed);
    saving.change('kept');
    expect(await saveAll(), 'Ctrl+S must not claim that all is saved').toBe(false);
    expect(saving.state).toBe('failed');
    expect(failed).toHaveBeenCalledOnce();
    expect(await saveAll()).toBe(true);
    expect(write.mock.calls.at(-1)).toEqual(['kept']);
  });

  it('takes along whoever joined', async () => {
    const flush = vi.fn(async () => undefined);
    const leave = joinSave(flush);
    await saveAll();
    leave();
    await saveAll();
    expect(flush).toHaveBeenCalledOnce();
  });
});
