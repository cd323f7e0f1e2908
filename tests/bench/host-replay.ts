import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DELTA_GAP_MS, DeltaFeed } from '../../electron/backfill/delta-feed.js';
import { nodeFiles } from '../../electron/backfill/journal/files.js';
import type { RunEvent } from '../../electron/backfill/journal/records.js';
import { RunJournals } from '../../electron/backfill/journal/run-journals.js';
import { LiveRun } from '../../electron/backfill/live-run.js';
import { hostCalls, passOn } from '../../electron/host/calls.js';
import type { WarehouseCalls } from '../../electron/host/opened-services.js';
import type { HostMessage, HostOptions, HostRequest } from '../../electron/host/protocol.js';
import { serveHost } from '../../electron/host/serve.js';
import { SharedReads } from '../../electron/host/shared-reads.js';
import { settingsCalls, type OpenedConsole } from '../../electron/host/settings-calls.js';
import { openServices } from '../../electron/services.js';
import { SettingsService } from '../../electron/settings/service.js';
import { toErrorInfo } from '../../shared/errors.js';
import { addDays, type GameDate } from '../../shared/game-date.js';
import type { BridgeEmit } from '../../shared/ipc/types.js';
import { recordsOf, type RecordedRun } from '../unit/backfill/recorded-run.js';

/**
 * The services' process as it is, but that one run of it is a recorded one played again and again until an hour is full,
 * at a multiple of its speed: the same journal, fold, estimator and feed, and the same line to main. It begins when it is
 * resumed.
 */
interface Replay {
  readonly recording: string;
  readonly runId: string;
  readonly speed: number;
  readonly times: number;
}

const port = process.parentPort;
const post = (message: HostMessage): void => port.postMessage(message);
const emit: BridgeEmit = (group, name, payload) => post({ kind: 'event', group, name: String(name), payload });
const options = JSON.parse(process.argv[2] ?? '') as HostOptions;
const replay = JSON.parse(readFileSync(join(options.dataDir, 'replay.json'), 'utf8')) as Replay;
const settings = new SettingsService(options.dataDir);

/** `times` recordings one after another as one run over days that follow each other. */
function tiled(run: RecordedRun, times: number): RecordedRun {
  const length = run.marks.at(-1)?.[0] ?? 0;
  const first = '2022-10-18' as GameDate;
  const rounds = Array.from({ length: times }, (_, round) => round);
  return {
    ...run,
    dates: rounds.flatMap((round) =>
      run.dates.map(([, action, listed], index) => {
        return [addDays(first, round * run.dates.length + index), action, listed] as const;
      }),
    ),
    marks: rounds.flatMap((round) =>
      run.marks.flatMap((mark): RecordedRun['marks'] => {
        const [ms, kind, what, ...rest] = mark;
        const at = round * length + ms;
        if (kind === 'months') return what === 'before' && round === 0 ? [[at, kind, what]] : [];
        if (kind === 'state') return round === times - 1 ? [[at, kind, what]] : [];
        return [[at, kind, what + round * run.dates.length, ...rest] as unknown as RecordedRun['marks'][number]];
      }),
    ),
  };
}

async function simulated(calls: WarehouseCalls): Promise<WarehouseCalls> {
  const recorded = JSON.parse(readFileSync(replay.recording, 'utf8')) as RecordedRun;
  const [created, ...records] = recordsOf(tiled(recorded, replay.times));
  if (created?.type !== 'run-created') throw new Error('a recording begins with run-created');
  const start = Date.parse(created.at);
  let begun: number | null = null;
  const passed = (): number => (begun === null ? 0 : (performance.now() - begun) * replay.speed);
  const clock = (): Date => new Date(start + passed());
  const journals = new RunJournals(join(options.dataDir, 'replay'), nodeFiles, clock);
  const { runId } = replay;
  const live = await LiveRun.begin(await journals.create(runId), { ...created, runId }, clock);
  const feed = new DeltaFeed((delta) => emit('backfill', 'delta', delta), DELTA_GAP_MS / replay.speed);
  feed.follow(live);

  const tell = (event: RunEvent): void => {
    live.record(event);
    // What a run writes to its log of each date.
    if (event.type === 'date-done') {
      live.note('info', 'done: 243 rows, 97.0 % with a line, match rate 99.6 %', event.date);
    } else if (event.type === 'date-started') {
      live.note('warning', '1 of 243 listed players gave no row: someplayer (fatigue_out_of_range)', event.date);
    }
  };
  let next = 0;
  const step = (): void => {
    for (let record = records[next]; record; record = records[next]) {
      if (Date.parse(record.at) - start > passed()) break;
      tell(record);
      next += 1;
    }
    if (next < records.length) setTimeout(step, 4);
  };
  const { backfill } = calls;
  return {
    ...calls,
    backfill: {
      ...backfill,
      runs: async () => [live.summary(), ...(await backfill.runs(undefined))],
      run: async (input) => (input.runId === runId ? live.detail() : backfill.run(input)),
      log: async (input) =>
        input.runId === runId
          ? live
              .log()
              .filter(({ seq }) => seq > input.afterSeq)
              .slice(0, input.limit)
          : backfill.log(input),
      resume: async (input) => {
        if (input.runId !== runId) return backfill.resume(input);
        begun = performance.now();
        step();
        return live.summary();
      },
    },
  };
}

const serve = serveHost<OpenedConsole>(
  {
    open: async ({ onProgress, signal }) => {
      const services = await openServices({
        ...options,
        access: 'write',
        signal,
        onProgress: ({ message, fraction }) => onProgress(message, fraction),
      });
      const reads = new SharedReads();
      passOn(services, emit, reads);
      return {
        calls: await simulated(hostCalls(services, emit, reads)),
        schema: () => services.schema.check(),
        runUnderWay: () => Promise.resolve(null),
        close: services.close,
      };
    },
    settings: (services) => {
      const never = (): Promise<never> => Promise.reject(new Error('not part of the replay'));
      return settingsCalls(
        {
          settings,
          named: options.warehouse,
          testConnection: never,
          schemaOfRefused: never,
          ddl: never,
          importFolder: never,
          cancelImport: () => undefined,
        },
        services,
      );
    },
  },
  post,
  () => process.exit(0),
);

port.on('message', ({ data }: { readonly data: HostRequest }) => {
  serve(data).catch((thrown: unknown) => {
    process.stderr.write(`replay: ${toErrorInfo(thrown).message}\n`);
    process.exit(1);
  });
});
