import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { SchemaFinding, SchemaReport, SchemaTable } from '../../../shared/warehouse-report.js';
import { ActionButton } from '../../components/ActionButton.js';
import { Badge } from '../../components/Badge.js';
import { Breakable } from '../../components/Breakable.js';
import { ErrorNote, Loading, Note } from '../../components/feedback.js';
import type { Look } from '../../components/states.js';
import { counted, formatCount } from '../../format/numbers.js';
import { useClient } from '../../store/context.js';
import { useAnswer } from '../../store/use-answer.js';

/** The live tables against the definitions: what differs, and what each difference disables. */
export function SchemaSection(): ReactNode {
  const client = useClient();
  const { value, error, asking, again, stop } = useAnswer('schema', () => client.settings.schema());
  return (
    <>
      <div className="toolbar">
        <p>
          Compares the tables of the warehouse in use with what Backline reads and writes. Additional columns are fine.
        </p>
        <span className="grow" />
        <ActionButton className="button" isDisabled={asking} onPress={again}>
          Compare again
        </ActionButton>
      </div>
      {error !== null ? (
        <ErrorNote error={error} retry={again} />
      ) : value === null ? (
        <Loading what="Comparing tables and columns…" since={null} rows={8} cancel={stop} />
      ) : (
        <Compared report={value} />
      )}
      <Statements />
    </>
  );
}

function Compared(props: { readonly report: SchemaReport }): ReactNode {
  const { report } = props;
  const needed = report.findings.filter((finding) => finding.weight === 'needed').length;
  return (
    <>
      <Note tone={report.findings.length === 0 ? 'ok' : report.usable ? 'warn' : 'bad'}>
        {report.findings.length === 0
          ? `All ${counted(report.tables.length, 'table')} of ${report.warehouse} are as they should be.`
          : `${counted(report.findings.length, 'difference')} in ${report.warehouse}; ${needed === 0 ? 'none of them disables anything' : `${counted(needed, 'of them disables', 'of them disable')} something`}.`}
      </Note>
      {report.findings.length === 0 ? null : (
        <table className="mini settings-table" aria-label="Differences">
          <thead>
            <tr>
              <th scope="col">Need</th>
              <th scope="col">Difference</th>
              <th scope="col">Expected</th>
              <th scope="col">Found</th>
              <th scope="col">Disables</th>
            </tr>
          </thead>
          <tbody>
            {report.findings.map((finding) => (
              <tr key={`${finding.table} ${finding.column ?? ''} ${finding.problem}`}>
                <td>
                  <Badge look={weightLook(finding)} />
                </td>
                <td>
                  <Breakable text={finding.message} />
                </td>
                <td>
                  <Breakable text={finding.expected} />
                </td>
                <td>{finding.found === null ? 'nothing' : <Breakable text={finding.found} />}</td>
                <td>{finding.disables.length === 0 ? '–' : finding.disables.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <table className="mini settings-table" aria-label="Tables">
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col">State</th>
            <th scope="col" data-align="end">
              Columns
            </th>
            <th scope="col" data-align="end">
              Additional columns
            </th>
          </tr>
        </thead>
        <tbody>
          {report.tables.map((table) => (
            <tr key={table.table}>
              <th scope="row">
                <code>
                  <Breakable text={table.table} />
                </code>
                {table.liveName === table.table ? null : (
                  <span className="muted">
                    {' '}
                    as <Breakable text={table.liveName} />
                  </span>
                )}
              </th>
              <td>
                <Badge look={tableLook(table)} />
              </td>
              <td data-align="end" className="num">
                {table.found ? formatCount(table.columns) : '–'}
              </td>
              <td data-align="end" className="num" title={table.additional.slice(0, 40).join(', ')}>
                {table.found ? formatCount(table.additional.length) : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function weightLook(finding: SchemaFinding): Look {
  return finding.weight === 'needed'
    ? { icon: 'cross', word: 'needed', tone: 'bad' }
    : { icon: 'dot', word: 'not used', tone: 'idle' };
}

function tableLook(table: SchemaTable): Look {
  if (!table.found) return { icon: 'cross', word: 'missing', tone: 'bad' };
  return table.findings === 0
    ? { icon: 'check', word: 'as defined', tone: 'ok' }
    : { icon: 'warning', word: counted(table.findings, 'difference'), tone: 'warn' };
}

/** The CREATE TABLE statements, asked for when they are opened. */
function Statements(): ReactNode {
  const client = useClient();
  const [open, setOpen] = useState(false);
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const { value, error, again } = useAnswer(open ? 'ddl' : null, () => client.settings.ddl());
  const copy = (text: string): void => {
    navigator.clipboard.writeText(text).then(
      () => {
        setCopied('yes');
      },
      () => {
        setCopied('refused');
      },
    );
  };
  return (
    <details
      className="settings-advanced"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>CREATE TABLE statements for this warehouse</summary>
      {!open ? null : error !== null ? (
        <ErrorNote error={error} retry={again} />
      ) : value === null ? (
        <Loading what="Writing the statements…" since={null} rows={4} />
      ) : (
        <>
          <div className="toolbar">
            <Button
              className="button"
              onPress={() => {
                copy(value);
              }}
            >
              Copy
            </Button>
            <span role="status" className="hint">
              {copied === 'yes' ? 'Copied.' : copied === 'refused' ? 'The clipboard refused; select the text.' : ''}
            </span>
          </div>
          <pre className="settings-ddl" tabIndex={0} aria-label="CREATE TABLE statements">
            {value}
          </pre>
        </>
      )}
    </details>
  );
}
