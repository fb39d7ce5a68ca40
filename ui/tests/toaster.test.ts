import { afterEach, describe, expect, it } from 'vitest';
import { toaster } from '$/shared/toaster.svelte';

afterEach(() => toaster.clear());

describe('news at the foot of the window', () => {
  it('says the same refusal once, also when two changes met it', () => {
    toaster.problem('This client is open for reading only.', 'See the line at the top.');
    toaster.problem('This client is open for reading only.', 'See the line at the top.');
    toaster.problem('The disk is full.');
    expect(toaster.news.map((item) => item.words)).toEqual([
      'This client is open for reading only.',
      'The disk is full.',
    ]);
  });

  it('offers one Undo, for the newest change', () => {
    const undo = () => undefined;
    toaster.undo('First', 'Undo', undo);
    toaster.undo('Second', 'Undo', undo);
    expect(toaster.news.map((item) => item.words)).toEqual(['Second']);
  });
});
