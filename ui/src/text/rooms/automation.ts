// Sentences that only a room needs which loads late; the language is chosen here as in ../index.
import { automation as en } from '../en/automation';

export const automation: typeof en = en;
