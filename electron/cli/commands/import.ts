import { takeDataLock } from '../../backfill/journal/data-lock.js';
import { makeFolder } from '../../disk/make-folder.js';
import { ensureDemo } from '../../services.js';
import { chosenWarehouse, requireFile } from '../../services/warehouse-name.js';
import { SettingsService } from '../../settings/service.js';
import { importFolder, type ImportReport } from '../../warehouse/import/import-folder.js';
import { expectPositionals } from '../args.js';
import type { Command } from '../command.js';
import { DONE, FAILED } from '../exit-codes.js';
import type { Io } from '../io.js';
import { abortOnInterrupt, dataDirOf } from '../open.js';
import { Progress } from '../progress.js';

function tell(report: ImportReport, path: string, io: Io): void {
  for (const { file, table, rows } of report.loaded) io.out(`${file}: ${rows} rows into ${table}\n`);
  for (const { file, reason } of report.skipped) io.err(`skipped ${file}: ${reason}\n`);
  const rows = report.loaded.reduce((sum, file) => sum + file.rows, 0);
  io.out(`${report.loaded.length} files, ${rows} rows loaded into ${path}\n`);
}

export const importFiles: Command = {
  name: 'import',
  usage: 'DIR',
  summary: 'loads files named dataset.table.ndjson, .csv or .parquet (also .gz) into an embedded warehouse',
  flags: {},
  run: async (args, io) => {
    const [folder = ''] = expectPositionals(args, ['DIR']);
    const dataDir = dataDirOf(args, io);
    const settings = new SettingsService(dataDir);
    const chosen = await chosenWarehouse(args.value('warehouse'), dataDir, () => settings.get());
    const name = requireFile(chosen, 'an import fills');
    makeFolder(dataDir);
    const lock = takeDataLock(dataDir);
    const interrupt = abortOnInterrupt(io);
    const progress = new Progress(io);
    try {
      await ensureDemo(name, { signal: interrupt.signal, onProgress: ({ message }) => progress.draw(message) });
      const report = await importFolder(name.path, folder, {
        signal: interrupt.signal,
        onProgress: ({ file, fileNumber, fileCount }) => progress.draw(`${file} (${fileNumber}/${fileCount})`),
      });
      progress.clear();
      if (args.has('json')) io.out(`${JSON.stringify(report, null, 2)}\n`);
      else tell(report, name.path, io);
      for (const { file, error } of report.failed) io.err(`error: ${error.message}; nothing of ${file} was loaded\n`);
      return report.failed.length === 0 ? DONE : FAILED;
    } finally {
      progress.clear();
      interrupt.release();
      lock.release();
    }
  },
};
