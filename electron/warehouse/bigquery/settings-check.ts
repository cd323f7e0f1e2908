import { BacklineError } from '../../../shared/errors.js';
import type { BigQuerySettings } from '../../../shared/settings.js';
import { bigQueryProblems } from '../../settings/check-settings.js';

/** What can be seen without asking anybody. @throws BacklineError `bad_input` naming the field. */
export function checkSettings(settings: BigQuerySettings): void {
  if (settings.project === '') {
    throw new BacklineError('bad_input', 'no project is set', {
      subject: 'project',
      remedy: 'Name the project that holds the datasets.',
    });
  }
  for (const { field, message } of bigQueryProblems(settings)) {
    throw new BacklineError('bad_input', `${field}: ${message}`, { subject: field });
  }
}
