import { describe, expect, it } from 'vitest';
import sampleText from '../../src-tauri/crates/domain/data/samples/sample-client.json?raw';
import expectedText from '../../src-tauri/crates/domain/data/samples/sample-client.expected.json?raw';
import { MemoryDossier, recordId } from '../src/host/memory/dossier';
import { minor } from '../src/host/memory/figures';
import { roomCommands } from '../src/host/memory/rooms';
import type { SourceClient } from '../src/host/memory/source';

const heron = () => new MemoryDossier(JSON.parse(sampleText) as SourceClient);
const expected = JSON.parse(expectedText) as {
  findings: Record<
    string,
    { severity: string; fix_value: string; first_year_cost: string; leverage: string | null }
  >;
  rounds: Record<
    string,
    {
      areas: {
        area: string;
        maturity: string;
        low: string;
        high: string;
        colour: string;
        strength: string;
      }[];
      overall: { out_of_100: string };
    }
  >;
  engagements: Record<
    string,
    {
      exposure_open: Record<
        'risk' | 'waste' | 'blocked',
        { low: string; likely: string; high: string }
      >;
      counts_open: object;
    }
  >;
};

describe('the in-memory host computes what the sample client publishes', () => {
  it('gives each area its published score, range and colour', async () => {
    const view = await roomCommands(heron).audit(null, recordId('rounds', 'RD2'));
    for (const row of expected.rounds.RD2!.areas) {
      const area = view.areas.find((a) => a.area === row.area)!;
      expect(
        {
          area: area.area,
          maturity: area.maturity,
          low: area.low,
          high: area.high,
          colour: area.colour,
          strength: area.strength,
        },
        row.area,
      ).toEqual({
        area: row.area,
        maturity: row.maturity,
        low: row.low,
        high: row.high,
        colour: row.colour,
        strength: row.strength,
      });
    }
    expect(String(view.overall.outOf100)).toBe(expected.rounds.RD2!.overall.out_of_100);
  });

  it('gives each finding its published severity, fix value and cost', async () => {
    const commands = roomCommands(heron);
    for (const [code, figures] of Object.entries(expected.findings)) {
      const detail = await commands.finding(recordId('findings', code));
      expect(detail.row.severity, code).toBe(figures.severity);
      expect(detail.fixValue, code).toBe(minor(figures.fix_value));
      expect(detail.firstYearCost, code).toBe(minor(figures.first_year_cost));
      expect(detail.row.leverage, code).toBe(figures.leverage);
    }
  });

  it('keeps the three heads of the overview apart, as published', async () => {
    const seen = await roomCommands(heron).overview(null);
    const open = expected.engagements['E-01']!.exposure_open;
    for (const head of ['risk', 'waste', 'blocked'] as const) {
      expect(seen.open[head], head).toEqual({
        low: minor(open[head].low),
        likely: minor(open[head].likely),
        high: minor(open[head].high),
      });
    }
    expect(seen.openCounts).toEqual(expected.engagements['E-01']!.counts_open);
  });

  it('takes an answer back with undo', async () => {
    const dossier = heron();
    const commands = roomCommands(() => dossier);
    const round = await commands.startRound({
      engagement: recordId('engagements', 'E-01'),
      title: 'December',
      pack: 'day1',
      profile: 'balanced',
      basis: null,
      added: [],
      removed: [],
    });
    await commands.answer({ round: round.value.id, question: 'BIZ-01', score: 3 });
    expect((await commands.question(round.value.id, 'BIZ-01')).answer.score).toBe(3);
    await commands.undo();
    expect((await commands.question(round.value.id, 'BIZ-01')).answer.state).toBe('open');
  });
});
