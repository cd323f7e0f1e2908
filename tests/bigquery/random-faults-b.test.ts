import { describeTrials } from './random-faults-trials.js';

describeTrials(101, 100);
