// One stopwatch for all flows: it goes on while the reader looks at another flow or another room.
import { Stopwatch } from '../audit/stopwatch.svelte';

export const flowClock = new Stopwatch();
