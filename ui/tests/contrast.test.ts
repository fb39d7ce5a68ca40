import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/styles/tokens.css', 'utf8');
const normal = css.slice(0, css.indexOf('@media'));

function token(name: string, theme: 'light' | 'dark'): string {
  const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(
    normal,
  );
  if (!found) throw new Error(`no token --${name}`);
  return found[theme === 'light' ? 1 : 2] as string;
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['bg', 'surface', 'raised', 'sunken'];
const texts = [
  'text',
  'text-2',
  'text-3',
  'accent',
  'critical',
  'high',
  'medium',
  'low',
  'info',
  'good',
];

describe.each(['light', 'dark'] as const)('tokens, %s', (theme) => {
  it.each(texts)('%s reads on every surface (4.5:1)', (name) => {
    for (const surface of surfaces) {
      expect(contrast(token(name, theme), token(surface, theme)), surface).toBeGreaterThanOrEqual(
        4.5,
      );
    }
  });

  it('words on the accent and accent words on its soft tone read', () => {
    expect(contrast(token('on-accent', theme), token('accent', theme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(token('accent', theme), token('accent-soft', theme))).toBeGreaterThanOrEqual(
      4.5,
    );
    expect(contrast(token('text', theme), token('accent-soft', theme))).toBeGreaterThanOrEqual(4.5);
  });

  it('borders of controls and the focus ring can be seen (3:1)', () => {
    for (const surface of surfaces) {
      expect(
        contrast(token('line-strong', theme), token(surface, theme)),
        surface,
      ).toBeGreaterThanOrEqual(3);
      expect(
        contrast(token('accent', theme), token(surface, theme)),
        surface,
      ).toBeGreaterThanOrEqual(3);
    }
  });
});
