import type { ReactNode } from 'react';
import { THRESHOLD_SETS } from '../../../shared/checks.js';
import { MiniHead } from '../../components/MiniHead.js';
import { THRESHOLD_TEXTS } from '../checks/check-view.js';
import { SET_DIFFERENCES } from './threshold-sets.js';

/** Where the two sets differ, side by side, so that a choice is not made blindly. */
export function ThresholdSets(): ReactNode {
  return (
    <div className="settings-sets">
      <p className="hint">
        <em>Original</em> is what production first had, <em>Corrected</em> what was put right on 2026-02-02. The other
        checks have the same limits in both.
      </p>
      <table className="mini" aria-label="Where the sets differ">
        <MiniHead columns={['Check', ...THRESHOLD_SETS.map((set) => THRESHOLD_TEXTS[set].label)]} />
        <tbody>
          {SET_DIFFERENCES.map((difference) => (
            <tr key={difference.check}>
              <th scope="row">{difference.name}</th>
              {THRESHOLD_SETS.map((set) => (
                <td key={set}>
                  {difference.in[set].limits}
                  <p className="hint">{difference.in[set].why}</p>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
