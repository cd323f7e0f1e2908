import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { credentials, loadPackageDefinition, type ChannelCredentials, type ServiceError } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { SqlType } from '../../electron/warehouse/tables/sql-type.js';
import { decode, encode, typeProto } from './googlesql-values.js';

export interface OracleTable {
  /** Column name to type, in order. */
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export interface OracleParameter {
  readonly type: SqlType;
  readonly value: unknown;
}

export interface OracleQuery {
  /** By the name that stands, in backticks, in the text. */
  readonly tables?: ReadonlyMap<string, OracleTable>;
  readonly params?: ReadonlyMap<string, OracleParameter>;
}

type Row = Readonly<Record<string, unknown>>;
type Method = (request: unknown, done: (error: ServiceError | null, reply: unknown) => void) => void;
type Service = Readonly<Record<string, Method>> & {
  readonly waitForReady: (deadline: number, done: (error?: Error) => void) => void;
  readonly close: () => void;
};

/** Features that the engine has and BigQuery has not: left on, it would accept what production refuses. */
const NOT_IN_BIGQUERY =
  /TIMESTAMP_NANOS|EXPERIMENTAL_MODULES|SLASH_PATHS|WITH_GROUP_ROWS|NULLIFZERO|FIRST_AND_LAST_N|V_1_4_PI_FUNCTIONS|V_1_4_WITH_EXPRESSION|V_1_3_FILTER_FIELDS|V_1_3_REPLACE_FIELDS|PROTO/;

/** The engine program for this machine, or why there is none. */
function engineProgram(home: string): string {
  const name: Readonly<Record<string, string>> = {
    'linux-x64': 'remote_server.so',
    'linux-arm64': 'remote_server_arm.so',
    'darwin-x64': 'remote_server.dylib',
    'darwin-arm64': 'remote_server_arm.dylib',
  };
  const machine = `${process.platform}-${process.arch}`;
  const program = name[machine] === undefined ? null : join(home, name[machine]);
  if (program === null || !existsSync(program)) {
    throw new Error(`The GoogleSQL engine of the oracle test does not exist for ${machine}: run it on linux-x64.`);
  }
  return program;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}

/** The real GoogleSQL engine as a child process that dies with the test, however that ends. */
export class GoogleSqlEngine {
  readonly #child: ChildProcess;
  readonly #service: Service;
  #stderr = '';
  #language: Readonly<Record<string, unknown>> = {};

  private constructor(child: ChildProcess, service: Service) {
    this.#child = child;
    this.#service = service;
    child.stderr?.on('data', (text: Buffer) => {
      this.#stderr += text.toString();
    });
  }

  static async start(): Promise<GoogleSqlEngine> {
    const home = join(
      dirname(createRequire(import.meta.url).resolve('@fivetrandevelopers/zetasql/package.json')),
      'lib/zetasql',
    );
    const port = await freePort();
    const guard = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'KILL'] : [];
    const [command = '', ...args] = [...guard, engineProgram(home), 'localhost', String(port)];
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    process.once('exit', () => child.kill('SIGKILL'));
    const definition = loadSync('local_service.proto', {
      includeDirs: [join(home, 'protos')],
      longs: String,
      enums: String,
      oneofs: true,
    });
    const loaded = loadPackageDefinition(definition) as unknown as {
      readonly zetasql: {
        readonly local_service: {
          readonly ZetaSqlLocalService: new (address: string, how: ChannelCredentials, options: object) => Service;
        };
      };
    };
    const service = new loaded.zetasql.local_service.ZetaSqlLocalService(
      `localhost:${String(port)}`,
      credentials.createInsecure(),
      {
        'grpc.max_send_message_length': -1,
        'grpc.max_receive_message_length': -1,
        'grpc.initial_reconnect_backoff_ms': 20,
        'grpc.max_reconnect_backoff_ms': 100,
      },
    );
    const engine = new GoogleSqlEngine(child, service);
    await engine.#begin();
    return engine;
  }

  async #begin(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#service.waitForReady(Date.now() + 60_000, (error) => {
        if (error) reject(new Error(`the GoogleSQL engine did not start: ${error.message} ${this.#stderr}`));
        else resolve();
      });
    });
    const most = (await this.#call('getLanguageOptions', { maximumFeatures: true })) as {
      readonly enabledLanguageFeatures: readonly string[];
    };
    this.#language = {
      ...most,
      productMode: 'PRODUCT_EXTERNAL',
      supportedStatementKinds: [],
      reservedKeywords: ['QUALIFY'],
      enabledLanguageFeatures: [
        ...most.enabledLanguageFeatures.filter((feature) => !NOT_IN_BIGQUERY.test(feature)),
        'FEATURE_INTERVAL_TYPE',
      ],
    };
  }

  stop(): void {
    this.#service.close();
    this.#child.kill('SIGKILL');
  }

  /** The rows of a query. A table's whole path in one pair of backticks is one name to the engine. */
  async evaluate(sql: string, query: OracleQuery): Promise<readonly Row[]> {
    const reply = (await this.#call('evaluateQuery', this.#request(sql, query))) as {
      readonly prepared: { readonly columns?: readonly { readonly name: string; readonly type: unknown }[] };
      readonly content: { readonly tableData?: { readonly row?: readonly { readonly cell: readonly unknown[] }[] } };
    };
    const columns = reply.prepared.columns ?? [];
    return (reply.content.tableData?.row ?? []).map((row) =>
      Object.fromEntries(columns.map(({ name, type }, i) => [name, decode(row.cell[i], type)])),
    );
  }

  /** Resolves names and types of any statement without running it. */
  async analyze(sql: string): Promise<void> {
    const { sql: sqlStatement, options, simpleCatalog } = this.#request(sql, {});
    await this.#call('analyze', { sqlStatement, options, simpleCatalog });
  }

  #request(sql: string, { tables = new Map(), params = new Map() }: OracleQuery) {
    const named = [...params].map(([name, { type, value }]) => ({ name, type, value: encode(value, type) }));
    return {
      sql,
      options: {
        languageOptions: this.#language,
        defaultTimezone: 'UTC',
        queryParameters: named.map(({ name, type }) => ({ name, type: typeProto(type) })),
        errorMessageMode: 'ERROR_MESSAGE_ONE_LINE',
      },
      params: named.map(({ name, value }) => ({ name, value })),
      simpleCatalog: {
        name: 'catalog',
        table: [...tables].map(([name, { columns }], i) => ({
          name,
          serializationId: String(i + 1),
          column: columns.map((column) => ({ name: column.name, type: typeProto(column.type) })),
        })),
        builtinFunctionOptions: { languageOptions: this.#language },
      },
      tableContent: Object.fromEntries(
        [...tables].map(([name, { columns, rows }]) => [
          name,
          {
            tableData: {
              row: rows.map((row) => ({ cell: columns.map((column) => encode(row[column.name], column.type)) })),
            },
          },
        ]),
      ),
    };
  }

  #call(method: string, request: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const call = this.#service[method];
      if (!call) throw new Error(`the engine has no call ${method}`);
      call.call(this.#service, request, (error, reply) => {
        if (error === null) resolve(reply);
        else reject(new Error(`${error.details} ${Number(error.code) === 14 ? this.#stderr.slice(-500) : ''}`));
      });
    });
  }
}
