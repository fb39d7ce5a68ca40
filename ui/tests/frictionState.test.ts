import { describe, expect, it } from 'vitest';
import expectedText from '../../src-tauri/crates/domain/data/samples/sample-client.expected.json?raw';
import { FrictionState, sortFlows } from '$/areas/friction/frictionState.svelte';
import { weakestOf } from '$/areas/friction/inputs';
import {
  certaintyOf,
  fallSteps,
  lanes,
  paretoHead,
  removable,
  sumLines,
} from '$/areas/friction/shape';
import { StepsState } from '$/areas/friction/stepsState.svelte';
import { recordId } from '$/host/memory/dossier';
import { minor } from '$/host/memory/figures';
import { Stopwatch } from '$/areas/audit/stopwatch.svelte';
import { heronRoom } from './room';

const expected = JSON.parse(expectedText) as {
  flows: Record<string, Record<string, string>>;
  decisions: { queue: { id: string; days: number; cost_to_date: string }[] };
};

async function opened(wanted: string | null = null) {
  const made = heronRoom();
  const state = new FrictionState(made.room);
  await state.open(null, wanted);
  return { ...made, state };
}

describe('the friction room', () => {
  it('shows the published figures, dearest first', async () => {
    const { state } = await opened();
    const view = state.view!;
    expect(view.flows.map((flow) => flow.code).join(' ')).toBe('FL1 FL5 FL3 FL2 FL7 FL6 FL4 FL8');
    for (const flow of view.flows) {
      const published = expected.flows[flow.code]!;
      const { labour, errors, delay, coordination, total } = flow.cost.likely;
      expect([labour, errors, delay, coordination, total, flow.gross, flow.net], flow.code).toEqual(
        [
          'labour_year',
          'error_year',
          'delay_year',
          'coordination_year',
          'total_year',
          'gross_benefit_year',
          'net_benefit_year',
        ].map((key) => minor(published[key])),
      );
      expect(flow.weakestInput).toBe(published['weakest_input']);
      expect(flow.cost.low.total).toBeLessThanOrEqual(total);
      expect(flow.cost.high.total).toBeGreaterThanOrEqual(total);
    }
    expect(view.totals.left).toBe(9_643_125);
    expect(
      view.waiting.map((row) => ({ id: row.code, days: row.days, cost: row.costToDate })),
    ).toEqual(
      expected.decisions.queue.map((row) => ({
        id: row.id,
        days: row.days,
        cost: minor(row.cost_to_date),
      })),
    );
  });

  it('edits one field, brings the sums along, and takes it back from the toast', async () => {
    const { state, heard } = await opened('flows:FL4');
    const before = state.view!.totals.cost.likely.total;
    expect(state.flow?.code).toBe('FL4');
    await state.edit('hoursPerWeekEach', '8', 'Hours: 8');
    expect(state.flow?.cost.likely.labour).toBe(3_312_000);
    expect(state.view!.totals.cost.likely.total).toBe(before + 1_656_000);
    heard.done.at(-1)?.undo?.();
    await state.refresh();
    expect(state.view!.totals.cost.likely.total).toBe(before);
    expect(heard.said).toContain('Undone');
  });

  it('says what was refused and shows the truth again', async () => {
    const { state, heard } = await opened('flows:FL4');
    expect(await state.edit('errorRate', '1.5')).toBe(false);
    expect(heard.failed).toHaveLength(1);
    expect(state.flow?.errorRate).toBe('0.1');
  });

  it('adds a flow and opens it; the trash closes it', async () => {
    const { state, heard } = await opened();
    expect(await state.add('Labels printed one by one', 'manual routine', 'warehouse')).toBe(true);
    expect(state.flow).toMatchObject({ code: 'FL9', weeks: 46, weakestInput: 'assumed' });
    await state.edit('hoursPerWeekEach', '2');
    expect(state.flow?.weakestInput).toBe('asked');
    expect(await state.trash()).toBe(true);
    expect(state.selected).toBeNull();
    expect(state.view!.flows).toHaveLength(8);
    heard.done.at(-1)?.undo?.();
    await state.refresh();
    expect(state.view!.flows).toHaveLength(9);
  });

  it('counts watched cases and takes their mean over as hours', async () => {
    const { state, heard } = await opened('flows:FL8');
    for (const seconds of [1500, 1380, 1620]) await state.count(seconds, '25:00');
    expect(state.flow?.timing).toEqual({
      cases: 3,
      mean: '1500',
      shortest: 1380,
      longest: 1620,
      hours: '3.8',
    });
    await state.useCases();
    expect(state.flow).toMatchObject({ hoursPerWeekEach: '3.8', observations: 3 });
    expect(heard.done.at(-1)?.message).toContain('3 cases');
    await state.removeCase(0);
    expect(state.flow?.timings.map((one) => one.seconds)).toEqual([1380, 1620]);
  });

  it('keeps a name that is being typed through a refresh, and writes it on leaving', async () => {
    const { state, drafts } = await opened('flows:FL1');
    state.texts!.name.input('Invoices typed twice');
    await state.refresh();
    expect(state.texts!.name.text).toBe('Invoices typed twice');
    await state.leave();
    expect(state.view!.flows[0]?.name).toBe('Invoices typed twice');
    expect([...drafts.values()].filter(Boolean)).toEqual([]);
  });

  it('reads the automation cases when their picture is looked at, and keeps them true', async () => {
    const { state, dossier } = await opened();
    expect(state.cases).toBeNull();
    await state.show('automation');
    expect(state.cases).toHaveLength(8);
    const id = recordId('flows', 'FL7');
    const net = () => state.cases?.find((row) => row.id === id)?.net ?? 0;
    const before = net();
    state.select(id);
    await state.edit('adoption', '0.9', 'Agreed adoption: 90%');
    expect(net()).toBeGreaterThan(before);
    dossier.undo();
    await state.refresh();
    expect(net()).toBe(before);
  });

  it('has versions, and goes back to an earlier one', async () => {
    const { room, dossier } = await opened();
    const id = recordId('flows', 'FL7');
    const edit = (value: string) => room.host.editFlow({ id, field: 'adoption', value });
    await edit('"0.8"');
    await edit('"0.9"');
    const versions = dossier.history(id);
    expect(versions.map(({ op }) => op)).toEqual(['edit_flow', 'edit_flow', 'import']);
    await room.host.restoreVersion(id, versions[1]?.seq ?? 0);
    const adoption = async () =>
      (await room.host.friction(null)).flows.find((flow) => flow.id === id)?.adoption;
    expect(await adoption()).toBe('0.8');
    await room.host.restoreVersion(id, versions[2]?.seq ?? 0);
    expect(await adoption()).toMatch(/^0\.70?$/);
  });

  it('walks and sorts', async () => {
    const { state } = await opened();
    state.move(1);
    expect(state.flow?.code).toBe('FL1');
    state.move(-1);
    expect(state.flow?.code).toBe('FL1');
    const names = sortFlows(state.view!.flows, 'flow', 'ascending').map((flow) => flow.code);
    expect(names[0]).toBe('FL4');
    expect(sortFlows(state.view!.flows, 'known', 'ascending')[0]?.code).toBe('FL3');
  });
});

describe('the pictures', () => {
  it('draw the waterfall of the report', async () => {
    const { state } = await opened();
    const steps = fallSteps(state.view!);
    expect(steps.map((step) => step.id).join(' ')).toBe(
      'labour errors delay coordination total done agreed possible left',
    );
    expect(steps.at(-2)?.to).toBe(steps.at(-1)?.to);
    expect(sumLines(state.view!, 'done').map((line) => line.code)).toEqual(['FL1', 'FL3', 'FL2']);
    expect(sumLines(state.view!, 'left')).toEqual([]);
  });

  it('put each team on a lane, and say how sure a figure is', async () => {
    const { state } = await opened();
    const { flows } = state.view!;
    expect(lanes(flows).map((lane) => lane.team)[0]).toBe('support');
    expect(lanes(flows)).toHaveLength(6);
    expect(paretoHead(state.view!, 0.8)).toEqual({ flows: 6, share: '0.87' });
    expect(
      ['timed', 'sampled', 'asked', 'assumed'].map((kind) => certaintyOf(kind as 'timed')),
    ).toEqual(['solid', 'solid', 'hatched', 'outlined']);
    expect(certaintyOf(null)).toBe('outlined');
    expect(weakestOf(flows, 'labour')).toBe('asked');
    expect(weakestOf(flows, 'coordination')).toBe('assumed');
    expect(removable({ ...flows[0]!, gross: -5 })).toBe(0);
  });
});

describe('steps of a flow', () => {
  const saved: string[][] = [];
  const made = () => {
    saved.length = 0;
    return new StepsState([], (rows) => {
      saved.push(rows.map((row) => row.what));
      return Promise.resolve(true);
    });
  };

  it('go out without the rows that hold nothing', async () => {
    const steps = made();
    expect(steps.add()).toBe(0);
    steps.input(0, { what: 'Open the order ' });
    expect(steps.add(0)).toBe(1);
    await steps.commit();
    expect(saved).toEqual([['Open the order']]);
    await steps.commit();
    expect(saved).toHaveLength(1);
    expect(steps.rows).toHaveLength(2);
  });

  it('move, go, and follow a change from elsewhere unless something is typed', async () => {
    const steps = made();
    steps.add();
    steps.input(0, { what: 'One' });
    steps.add(0);
    steps.input(1, { what: 'Two' });
    await steps.commit();
    await steps.move(1, -1, 'moved');
    expect(saved.at(-1)).toEqual(['Two', 'One']);
    await steps.remove(0, 'removed');
    expect(saved.at(-1)).toEqual(['One']);
    const other = {
      what: 'Other',
      who: '',
      system: null,
      minutes: null,
      byHand: false,
      cost: null,
    };
    steps.follow([other]);
    expect(steps.rows.map((row) => row.what)).toEqual(['Other']);
    steps.input(0, { what: 'Typing' });
    steps.follow([]);
    expect(steps.rows.map((row) => row.what)).toEqual(['Typing']);
    await steps.commit();
  });

  it('bridge the systems that somebody crosses by hand', async () => {
    const { state } = await opened('flows:FL1');
    await state.saveSteps(
      'flows:FL1',
      [
        { what: 'Read', who: '', system: 'systems:S01', minutes: '1', byHand: false },
        { what: 'Type', who: 'clerk', system: 'systems:S10', minutes: '3', byHand: true },
      ],
      null,
    );
    const { bridges, places, unnamed } = state.view!.bridges;
    expect(bridges[0]).toMatchObject({ from: 'S01', to: 'S10', who: 'clerk', bridgesOfFlow: 1 });
    expect(bridges[0]?.edge).toMatchObject({ code: 'L12', told: true, observed: true });
    expect(places).toHaveLength(2);
    expect(unnamed).toHaveLength(3);
    expect(state.flow?.steps.map((step) => step.cost)).toEqual([687_700, 2_063_100]);
  });
});

describe('a lap of the stopwatch', () => {
  it('gives the time of one case and begins anew', () => {
    let now = 1000;
    const clock = new Stopwatch(() => now);
    clock.toggle('FL1');
    now += 4000;
    expect(clock.lap('FL1')).toBe(4000);
    expect(clock.running).toBe('FL1');
    now += 2500;
    expect(clock.lap('FL1')).toBe(2500);
    clock.toggle('FL1');
    expect(clock.of('FL1')).toBe(0);
    expect(clock.running).toBeNull();
  });
});
