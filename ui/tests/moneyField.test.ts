import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import MoneyField from '$/shared/MoneyField.svelte';

async function type(words: string) {
  const field = screen.getByLabelText<HTMLInputElement>('Revenue');
  await fireEvent.input(field, { target: { value: words } });
  await fireEvent.blur(field);
  return field;
}

describe('the money field', () => {
  it('shows the amount, and keeps what is typed when it is left', async () => {
    const onchange = vi.fn();
    render(MoneyField, { value: 1250000, currency: 'EUR', label: 'Revenue', onchange });
    expect(screen.getByLabelText<HTMLInputElement>('Revenue').value).toBe('12,500');
    const field = await type('13.250,50');
    expect(onchange).toHaveBeenCalledWith(1325050);
    expect(field.value).toBe('13,250.50');
  });

  it('refuses a third decimal place, keeps the text, and says why', async () => {
    const onchange = vi.fn();
    render(MoneyField, { value: null, currency: 'EUR', label: 'Revenue', onchange });
    const field = await type('10.005');
    expect(onchange).not.toHaveBeenCalled();
    expect(field.value).toBe('10.005');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(
      document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent,
    ).toContain('At most 2 decimal places');
  });

  it('is empty when emptied', async () => {
    const onchange = vi.fn();
    render(MoneyField, { value: 500, currency: 'EUR', label: 'Revenue', onchange });
    await type('');
    expect(onchange).toHaveBeenCalledWith(null);
  });

  it('refuses an amount below zero', async () => {
    const onchange = vi.fn();
    render(MoneyField, { value: null, currency: 'EUR', label: 'Revenue', onchange });
    await type('-5');
    expect(onchange).not.toHaveBeenCalled();
  });
});
