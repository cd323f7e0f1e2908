import { DATE_LOOKS, type Look } from '../../../components/states.js';
import type { DateStage } from './run-view.js';

/** Written is drawn as the check mark it will become, in the tone of work that is not over. */
export const STAGE_LOOKS: Readonly<Record<DateStage, Look>> = {
  ...DATE_LOOKS,
  written: { icon: 'check', word: 'written', tone: 'live' },
};
