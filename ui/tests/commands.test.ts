import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keymap } from '$/app/keymap';
import { text } from '$/text';

/** All of the app's own source, but the two files that only list commands. */
const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter(
    (file) => /\.(svelte|ts)$/.test(file) && !/keymap\.ts$|text[\\/]en[\\/]keys\.ts$/.test(file),
  )
  .map((file) => readFileSync(`src/${file}`, 'utf8'))
  .join('\n');

describe('every command', () => {
  it.each(keymap.map(({ id }) => id))(
    '%s has a meaning somewhere and a name that starts with a verb or noun',
    (id) => {
      expect(source, 'a key without a meaning would lie in the shortcut sheet').toContain(
        `'${id}':`,
      );
      expect(text.commands[id]).toMatch(/^\p{Lu}/u);
    },
  );
});

describe('the source', () => {
  it('writes no markup from strings and no style attribute: the page’s policy forbids both', () => {
    expect(source).not.toMatch(/\{@html|\sstyle="[^{]/);
    expect(source).not.toMatch(/\.innerHTML|insertAdjacentHTML|document\.write/);
  });

  it('keeps Tauri behind the host', () => {
    const outside = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(svelte|ts)$/.test(file) && !/^host[\\/]/.test(file))
      .filter((file) => readFileSync(`src/${file}`, 'utf8').includes('@tauri-apps'));
    expect(outside).toEqual([]);
  });
});
