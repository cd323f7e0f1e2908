import type { ReactNode } from 'react';
import { ProgressBar } from 'react-aria-components';
import { Badge } from '../../components/Badge.js';
import { BookText } from '../../components/BookText.js';
import { Breakable } from '../../components/Breakable.js';
import { CauseLink } from '../../components/CauseLink.js';
import { DayText } from '../../components/DayText.js';
import { ExportNote } from '../../components/ExportButton.js';
import { Facts } from '../../components/Facts.js';
import { EmptyNote, ErrorNote, Loading, Note, StoppedWait } from '../../components/feedback.js';
import { MiniHead } from '../../components/MiniHead.js';
import { NamePair } from '../../components/NamePair.js';
import { PartialNote } from '../../components/PartialNote.js';
import { Sentence } from '../../components/Sentence.js';
import { Change, ShareFull, ShareStep, ShareText } from '../../components/ShareText.js';
import { Sparkline } from '../../components/Sparkline.js';
import { DATE_LOOKS } from '../../components/states.js';
import { ERROR, RANGE } from './sample.js';
import { Sample, Samples } from './Sample.js';

const nothing = (): void => undefined;

export function MessagesPart(): ReactNode {
  return (
    <Samples>
      {(['ok', 'idle', 'warn', 'bad'] as const).map((tone) => (
        <Sample key={tone} state={`Note, ${tone}`}>
          <Note tone={tone}>
            <p>1 of 235 listed players gets no row.</p>
            <p className="muted">His fatigue score lies outside 0..100.</p>
          </Note>
        </Sample>
      ))}
      <Sample state="A sentence of the services, its dates and figures whole">
        <p>
          <Sentence text="The match rate fell on 2025-12-10 from 86.2 % to 42.1 % (4.7 times its scatter)." />
        </p>
      </Sample>
      <Sample state="Failed, can be tried again" wide>
        <ErrorNote error={ERROR} retry={nothing} />
      </Sample>
      <Sample state="Failed for good" wide>
        <ErrorNote error={{ ...ERROR, retryable: false }} dismiss={nothing} />
      </Sample>
      <Sample state="Given up" wide>
        <ErrorNote
          error={{ code: 'cancelled', message: 'the season was not read to its end', retryable: true }}
          retry={nothing}
        />
      </Sample>
      <Sample state="A part is missing" wide>
        <PartialNote
          sentence="2 of 14 dates could not be read; shown is the rest."
          details={['2026-01-12: the table was locked', '2026-01-13: the table was locked']}
        />
      </Sample>
      <Sample state="Loading, its first second">
        <StoppedWait value={0}>
          <Loading what="Counting rows…" since={null} rows={3} />
        </StoppedWait>
      </Sample>
      <Sample state="Loading that can be given up">
        <StoppedWait value={12_000}>
          <Loading what="Reading the season…" since={null} rows={3} cancel={nothing} />
        </StoppedWait>
      </Sample>
      <Sample state="Empty">
        <EmptyNote title="No run has been started yet.">
          <p className="muted">A plan on the Backfill screen starts one.</p>
        </EmptyNote>
      </Sample>
      <Sample state="Progress">
        <ProgressBar className="bar" aria-label="Dates ended" value={62}>
          <span className="bar-part" data-tone="ok" style={{ flexGrow: 48 }} />
          <span className="bar-part" data-tone="bad" style={{ flexGrow: 4 }} />
          <span className="bar-part" data-tone="warn" style={{ flexGrow: 10 }} />
          <span className="bar-part" data-state="pending" style={{ flexGrow: 38 }} />
        </ProgressBar>
      </Sample>
      <Sample state="Export under way" wide>
        <ExportNote exported={{ state: 'writing', rows: 18_432 }} noun="row" dismiss={nothing} />
      </Sample>
      <Sample state="Exported" wide>
        <ExportNote
          exported={{ state: 'done', result: { path: '/home/operator/gaps.csv', rows: 18_432, bytes: 1_204_224 } }}
          noun="row"
          dismiss={nothing}
        />
      </Sample>
      <Sample state="Export failed" wide>
        <ExportNote exported={{ state: 'failed', error: ERROR, again: nothing }} noun="row" dismiss={nothing} />
      </Sample>
    </Samples>
  );
}

const HALF = { numerator: 176, denominator: 375 };
const FULL = { numerator: 369, denominator: 375 };
const COUNTS = 'lines that books posted';
const WORDS = ['before', 'after'] as const;

export function FiguresPart(): ReactNode {
  return (
    <Samples>
      <Sample state="Badges">
        {Object.values(DATE_LOOKS).map((look) => (
          <Badge key={look.word} look={look} />
        ))}
      </Sample>
      <Sample state="Badges that ask for attention">
        {Object.values(DATE_LOOKS).map((look) => (
          <Badge key={look.word} look={look} strong />
        ))}
      </Sample>
      <Sample state="Share, and not known">
        <ShareText share={FULL} counts={COUNTS} />
        <ShareText share={HALF} counts={COUNTS} muted />
        <ShareText share={null} counts={COUNTS} />
      </Sample>
      <Sample state="Share with its figures">
        <ShareFull share={FULL} />
      </Sample>
      <Sample state="Two moments of a share">
        <ShareStep before={HALF} after={FULL} counts={COUNTS} words={WORDS} />
        <ShareStep before={null} after={FULL} counts={COUNTS} words={WORDS} />
      </Sample>
      <Sample state="Better, worse, the same">
        <Change before={HALF} after={FULL} />
        <Change before={FULL} after={HALF} />
        <Change before={FULL} after={FULL} />
      </Sample>
      <Sample state="Trend: whole, broken, too short">
        <Sparkline values={[41, 44, 52, 49, 77, 90, 98]} />
        <Sparkline values={[41, 44, null, null, 77, 90, 98]} />
        <Sparkline values={[41]} />
      </Sample>
      <Sample state="Facts" wide>
        <Facts
          facts={[
            { name: 'Rows before', value: '234' },
            { name: 'Rows after', value: '235' },
            { name: 'Match rate', value: <ShareFull share={FULL} /> },
          ]}
        />
      </Sample>
      <Sample state="Small table" wide>
        <table className="mini" aria-label="Sample of a small table">
          <MiniHead columns={['Month', { label: 'Rows', end: true }, { label: 'Match rate', end: true }]} />
          <tbody>
            <tr>
              <th scope="row">2025-12</th>
              <td data-align="end" className="num">
                6,021
              </td>
              <td data-align="end">
                <ShareText share={HALF} counts={COUNTS} />
              </td>
            </tr>
            <tr>
              <th scope="row">2026-01</th>
              <td data-align="end" className="num">
                6,310
              </td>
              <td data-align="end">
                <ShareText share={FULL} counts={COUNTS} />
              </td>
            </tr>
          </tbody>
        </table>
      </Sample>
      <Sample state="Dates under each other">
        <div className="sample-stack">
          <p>
            <DayText text="2026-01-05 – 2026-01-18" />
          </p>
          <p>
            <DayText text="2025-11-11 14:02" />
          </p>
        </div>
      </Sample>
      <Sample state="Cause, a link to its gaps">
        <CauseLink cause="no_line_offered" range={RANGE} />
      </Sample>
      <Sample state="Book, and not known">
        <BookText book="draftkings" />
        <BookText book={null} />
      </Sample>
      <Sample state="Long name, breaks after _ and .">
        <p className="sample-narrow">
          <Breakable text="nba_precompute.team_defense_zone_analysis" />
        </p>
      </Sample>
      <Sample state="Two names of one player" wide>
        <NamePair
          playerLookup="michaelporter"
          match={{ playerLookup: 'michaelporterjr', source: 'odds_api', rule: 'suffix', line: 18.5 }}
          dates={12}
        />
      </Sample>
    </Samples>
  );
}
