// Sentences that only rooms need which load late; the language is chosen here as in ../index.
import { foreign as en } from '../en/foreign';

export const foreign: typeof en = en;
