import { describeTrials } from './random-faults-trials.js';

describeTrials(1, 100);
