import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import DateField from '$/shared/DateField.svelte';
import { addDays, addMonths, localDay, parseDay } from '$/shared/dates';

describe('a day as text', () => {
  it('is understood in one order only, whatever stands between its parts', () => {
    for (const typed of ['2026-06-03', '2026-6-3', '2026/06/03', '2026.6.3', ' 20260603 '])
      expect(parseDay(typed), typed).toBe('2026-06-03');
  });

  it('is refused where it could be another day, or none', () => {
    for (const typed of ['03/06/2026', '6/3/26', '2026-02-30', '2026-13-01', '2026', 'tomorrow'])
      expect(parseDay(typed), typed).toBeNull();
  });

  it('moves over the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(addMonths('2026-01-31', 1), 'the last day stays the last').toBe('2026-02-28');
    expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
  });

  it('of an instant is the reader’s own', () => {
    expect(localDay(new Date(2026, 10, 20, 0, 5).getTime())).toBe('2026-11-20');
  });
});

describe('the date field', () => {
  function field(props: Record<string, unknown> = {}) {
    const onchange = vi.fn();
    render(DateField, {
      label: 'Due',
      value: '2026-06-03',
      today: '2026-11-20',
      onchange,
      ...props,
    });
    return { input: screen.getByLabelText<HTMLInputElement>('Due'), onchange };
  }

  it('shows the day unmistakably: as year, month, day, and in words', () => {
    const { input } = field();
    expect(input.value).toBe('2026-06-03');
    expect(screen.getByText('Wed 3 Jun')).toBeTruthy();
    expect(input.getAttribute('aria-description')).toBe('Wed, 3 Jun 2026');
  });

  it('keeps what is typed when it is left', async () => {
    const { input, onchange } = field();
    await fireEvent.input(input, { target: { value: '2026/7/1' } });
    expect(onchange).not.toHaveBeenCalled();
    await fireEvent.blur(input);
    expect(onchange).toHaveBeenCalledExactlyOnceWith('2026-07-01');
  });

  it('keeps what is no day on the screen and says how a day is written', async () => {
    const { input, onchange } = field();
    await fireEvent.input(input, { target: { value: '03.06.2026' } });
    await fireEvent.blur(input);
    expect(onchange).not.toHaveBeenCalled();
    expect(input.value).toBe('03.06.2026');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(/year, month, day/)).toBeTruthy();
  });

  it('walks by days and months, and T is today: one change when it is left', async () => {
    const { input, onchange } = field();
    await fireEvent.keyDown(input, { key: 'ArrowUp' });
    await fireEvent.keyDown(input, { key: 'ArrowUp' });
    expect(input.value).toBe('2026-06-05');
    await fireEvent.keyDown(input, { key: 'PageDown' });
    expect(input.value).toBe('2026-05-05');
    await fireEvent.keyDown(input, { key: 't' });
    expect(input.value).toBe('2026-11-20');
    expect(onchange).not.toHaveBeenCalled();
    await fireEvent.keyDown(input, { key: 'Enter' });
    expect(onchange).toHaveBeenCalledExactlyOnceWith('2026-11-20');
  });

  it('refuses a day before the first that is allowed', async () => {
    const { input, onchange } = field({ min: '2026-06-01' });
    await fireEvent.input(input, { target: { value: '2026-05-31' } });
    await fireEvent.blur(input);
    expect(onchange).not.toHaveBeenCalled();
    expect(screen.getByText('Not before 1 Jun 2026.')).toBeTruthy();
  });

  it('is empty when emptied', async () => {
    const { input, onchange } = field();
    await fireEvent.input(input, { target: { value: '' } });
    await fireEvent.blur(input);
    expect(onchange).toHaveBeenCalledExactlyOnceWith(null);
  });

  it('opens a month at the day, where another is taken', async () => {
    const { onchange } = field({ min: '2026-06-02' });
    await fireEvent.click(screen.getByRole('button', { name: 'Calendar: Due' }));
    expect(await screen.findByText('June 2026')).toBeTruthy();
    const days = [...document.querySelectorAll('[data-calendar-day]:not([data-outside-month])')];
    expect(days).toHaveLength(30);
    expect(days[2]?.hasAttribute('data-selected'), 'the third').toBe(true);
    expect(days[0]?.hasAttribute('data-disabled'), 'before the first that is allowed').toBe(true);
    await fireEvent.click(screen.getByRole('button', { name: 'Month after' }));
    expect(await screen.findByText('July 2026')).toBeTruthy();
    const july = document.querySelectorAll('[data-calendar-day]:not([data-outside-month])');
    await fireEvent.click(july[9] as Element);
    expect(onchange).toHaveBeenCalledExactlyOnceWith('2026-07-10');
    await waitFor(() => expect(screen.queryByText('July 2026')).toBeNull());
  });
});
