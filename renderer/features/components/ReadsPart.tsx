import { useMemo, type ReactNode } from 'react';
import { AskToRead } from '../../components/AskToRead.js';
import { ExportTable } from '../../components/ExportTable.js';
import { FindPlayer } from '../../components/FindPlayer.js';
import { CostText } from '../../components/read-cost.js';
import { ReadAgain } from '../../components/ReadAgain.js';
import { OtherClient, useClient } from '../../store/context.js';
import { COST, ERROR, findSamples, RANGE, READ } from './sample.js';
import { Sample, Samples } from './Sample.js';

const nothing = (): void => undefined;
const unanswered = { value: null, error: null, asking: true, again: nothing, stop: nothing };

/** What asks before it reads, and what asks where to write: over a client that answers with samples. */
export function ReadsPart(): ReactNode {
  const client = useClient();
  const samples = useMemo(
    () => ({
      ...client,
      warehouse: { ...client.warehouse, readCost: async () => ({ ok: true, value: COST }) as const },
      lines: {
        ...client.lines,
        findPlayers: async ({ text }: { readonly text: string }) => ({ ok: true, value: findSamples(text) }) as const,
      },
    }),
    [client],
  );
  return (
    <OtherClient client={samples}>
      <Samples>
        <Sample state="Asked before a screen reads what is billed" wide>
          <AskToRead read={READ.asked} what="the lines behind the gaps" />
        </Sample>
        <Sample state="Cost, being estimated">
          <CostText cost={unanswered} />
        </Sample>
        <Sample state="Cost, known">
          <CostText cost={{ ...unanswered, value: COST, asking: false }} />
        </Sample>
        <Sample state="Cost, not known" wide>
          <div className="sample-stack">
            <CostText cost={{ ...unanswered, error: ERROR, asking: false }} />
          </div>
        </Sample>
        <Sample state="Read again: free, asks first, being read">
          <ReadAgain read={READ.free} what="the season" busy={false} onPress={nothing}>
            Refresh
          </ReadAgain>
          <ReadAgain read={READ.billed} what="the season" busy={false} primary onPress={nothing}>
            Refresh, asks first
          </ReadAgain>
          <ReadAgain read={READ.free} what="the season" busy onPress={nothing}>
            Reading…
          </ReadAgain>
        </Sample>
        <Sample state="Export: as it is, columns arranged, not now">
          <ExportTable shown={null} isDisabled={false} onExport={nothing} />
          <ExportTable shown={['date', 'player', 'line']} isDisabled={false} onExport={nothing} />
          <ExportTable shown={null} isDisabled onExport={nothing} />
        </Sample>
        <Sample state="Find a player">
          <FindPlayer range={RANGE} />
        </Sample>
      </Samples>
    </OtherClient>
  );
}
