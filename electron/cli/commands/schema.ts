import { makeFolder } from '../../disk/make-folder.js';
import { ensureDemo } from '../../services.js';
import { compareSchema, ddlOf } from '../../services/schema.js';
import { chosenWarehouse } from '../../services/warehouse-name.js';
import { SettingsService } from '../../settings/service.js';
import { expectPositionals } from '../args.js';
import type { Command } from '../command.js';
import { DONE, FAILED } from '../exit-codes.js';
import { abortOnInterrupt, dataDirOf } from '../open.js';
import { Progress } from '../progress.js';
import { schemaText } from '../schema-text.js';

export const schema: Command = {
  name: 'schema',
  usage: '[--ddl]',
  summary: "compares the warehouse's tables with the definitions; or prints the CREATE TABLE statements",
  flags: { ddl: 'switch' },
  run: async (args, io) => {
    expectPositionals(args, []);
    const dataDir = dataDirOf(args, io);
    const settings = new SettingsService(dataDir);
    const name = await chosenWarehouse(args.value('warehouse'), dataDir, () => settings.get());
    if (args.has('ddl')) {
      const ddl = ddlOf(name);
      io.out(args.has('json') ? `${JSON.stringify({ ddl }, null, 2)}\n` : ddl);
      return DONE;
    }
    const interrupt = abortOnInterrupt(io);
    const progress = new Progress(io);
    try {
      makeFolder(dataDir);
      await ensureDemo(name, { signal: interrupt.signal, onProgress: ({ message }) => progress.draw(message) });
    } finally {
      progress.clear();
      interrupt.release();
    }
    const report = await compareSchema(name, io.env);
    io.out(args.has('json') ? `${JSON.stringify(report, null, 2)}\n` : schemaText(report));
    return report.usable ? DONE : FAILED;
  },
};
