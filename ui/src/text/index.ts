// The sentences of the chosen language. A language is complete or does not compile: `Catalogue` is
// the shape of English, and every other one must have it.
import { en } from './en';

export type Catalogue = typeof en;

/** All sentences the user reads: `text.common.cancel`, `text.clients.count(3)`. */
export const text: Catalogue = en;
