import type { ReactNode } from 'react';
import { Note } from './feedback.js';
import type { RowsLeftOut } from './rows-left-out.js';

/** Above rows that are not all that was asked for: what is missing in a sentence, and each of it on demand. */
export function PartialNote(props: RowsLeftOut): ReactNode {
  return (
    <Note tone="warn">
      {props.details.length === 0 ? (
        <p>{props.sentence}</p>
      ) : (
        <details>
          <summary>{props.sentence}</summary>
          <ul className="partial-details">
            {props.details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        </details>
      )}
    </Note>
  );
}
