import type { ErrorProto } from './api-error.js';

/** Bodies of the REST interface as far as the loopback reads or gives them. Whole numbers are texts there. */
export interface FieldSchema {
  readonly name: string;
  readonly type: string;
  readonly mode?: string;
  readonly description?: string;
  readonly precision?: string;
  readonly scale?: string;
  readonly defaultValueExpression?: string;
  readonly fields?: readonly FieldSchema[];
}

export interface TableReference {
  readonly projectId: string;
  readonly datasetId: string;
  readonly tableId: string;
}

export interface TimePartitioning {
  readonly type: string;
  readonly field?: string;
  readonly expirationMs?: string;
  readonly requirePartitionFilter?: boolean;
}

export interface ParameterType {
  readonly type: string;
  readonly arrayType?: ParameterType;
}

export interface ParameterValue {
  readonly value?: string | number | boolean | null;
  readonly arrayValues?: readonly ParameterValue[];
}

export interface QueryParameter {
  readonly name?: string;
  readonly parameterType: ParameterType;
  readonly parameterValue: ParameterValue;
}

export interface QueryConfiguration {
  readonly query: string;
  readonly useLegacySql?: boolean;
  readonly parameterMode?: string;
  readonly queryParameters?: readonly QueryParameter[];
  readonly maximumBytesBilled?: string;
}

export interface LoadConfiguration {
  readonly destinationTable: TableReference;
  readonly writeDisposition?: string;
  readonly createDisposition?: string;
  readonly sourceFormat?: string;
  readonly schema?: { readonly fields: readonly FieldSchema[] };
}

export interface CopyConfiguration {
  readonly sourceTable?: TableReference;
  readonly sourceTables?: readonly TableReference[];
  readonly destinationTable: TableReference;
  readonly writeDisposition?: string;
  readonly createDisposition?: string;
  readonly operationType?: string;
  readonly destinationExpirationTime?: string;
}

export interface JobConfiguration {
  readonly query?: QueryConfiguration;
  readonly load?: LoadConfiguration;
  readonly copy?: CopyConfiguration;
  readonly dryRun?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface JobReference {
  readonly projectId: string;
  readonly jobId: string;
  readonly location: string;
}

export type JobKind = 'query' | 'load' | 'copy';
export type JobState = 'PENDING' | 'RUNNING' | 'DONE';

export interface JobStatus {
  readonly state: JobState;
  readonly errorResult?: ErrorProto;
  readonly errors?: readonly ErrorProto[];
}

/** A cell: text, null, cells of a list, or the cells of a record. */
export type Cell = string | null | readonly { readonly v: Cell }[] | { readonly f: readonly { readonly v: Cell }[] };

/** How TIMESTAMP cells are spelled: whole microseconds, ISO 8601, or (the service's default) seconds as a float. */
export type TimestampFormat = 'INT64' | 'ISO8601_STRING' | 'FLOAT64';
