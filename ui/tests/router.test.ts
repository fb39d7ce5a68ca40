import { beforeEach, describe, expect, it } from 'vitest';
import { parsePlace, placeHash, router } from '$/app/router.svelte';

beforeEach(() => {
  history.replaceState(null, '', '#/');
  router.read();
  router.forget();
});

describe('an address', () => {
  it('reads and writes the same place', () => {
    const hash = placeHash(['client', 'a b', 'audit', 'INF-01'], { round: 'r/1', empty: '' });
    expect(hash).toBe('#/client/a%20b/audit/INF-01?round=r%2F1');
    expect(parsePlace(hash)).toEqual({
      path: ['client', 'a b', 'audit', 'INF-01'],
      query: { round: 'r/1' },
    });
  });

  it('survives a broken escape', () => {
    expect(parsePlace('#/client/%E0%A4%A').path).toEqual(['client', '%E0%A4%A']);
  });
});

describe('the router', () => {
  it('goes to a place, and to a query without a new step', () => {
    const steps = history.length;
    router.go(['client', 'x', 'findings']);
    expect(router.place.path).toEqual(['client', 'x', 'findings']);
    router.setQuery({ view: 'list' });
    expect(location.hash).toBe('#/client/x/findings?view=list');
    expect(history.length).toBe(steps + 1);
  });

  it('goes back to where a section was left, and to its head from inside it', () => {
    router.go(['client', 'x', 'audit', 'INF-07'], { query: { round: 'r' } });
    router.go(['client', 'x', 'findings']);
    router.goBackTo(['client', 'x', 'audit']);
    expect(location.hash).toBe('#/client/x/audit/INF-07?round=r');
    router.goBackTo(['client', 'x', 'audit']);
    expect(location.hash).toBe('#/client/x/audit');
    router.goBackTo(['client', 'y', 'audit']);
    expect(location.hash, 'another client has a place of its own').toBe('#/client/y/audit');
    router.forget();
    router.go(['client', 'x', 'findings']);
    router.forget();
    router.goBackTo(['client', 'x', 'audit']);
    expect(location.hash, 'nothing is remembered after a lock').toBe('#/client/x/audit');
  });

  it('remembers scroll and selection for each place, and forgets them at a lock', () => {
    router.go(['clients']);
    router.memory().scroll['list'] = 120;
    router.go(['settings']);
    expect(router.memory().scroll['list']).toBeUndefined();
    router.go(['clients']);
    expect(router.memory().scroll['list']).toBe(120);
    router.forget();
    expect(router.memory().scroll['list']).toBeUndefined();
  });
});
