/**
 * The parts of the service's REST resources that are used, as they come over the wire: 64-bit integers are texts
 * (BigQuery REST reference, v2).
 */
export interface TableField {
  readonly name: string;
  /** `STRING`, `INTEGER` or `INT64`, `FLOAT` or `FLOAT64`, `BOOLEAN` or `BOOL`, `RECORD` or `STRUCT`, ... */
  readonly type: string;
  readonly mode?: 'NULLABLE' | 'REQUIRED' | 'REPEATED';
  readonly fields?: readonly TableField[];
  readonly precision?: string;
  readonly scale?: string;
  readonly maxLength?: string;
  readonly defaultValueExpression?: string;
  readonly description?: string;
}

/** A value in a result: text, null, a repeated field's list, or a record's cells. */
export type CellValue = string | null | readonly Cell[] | ResultRow;
export interface Cell {
  readonly v: CellValue;
}
export interface ResultRow {
  readonly f: readonly Cell[];
}

export interface TableReference {
  readonly projectId: string;
  readonly datasetId: string;
  readonly tableId: string;
}

export interface TableResource {
  readonly type?: string;
  readonly schema?: { readonly fields?: readonly TableField[] };
  readonly timePartitioning?: {
    readonly type?: string;
    readonly field?: string;
    readonly requirePartitionFilter?: boolean;
  };
  readonly requirePartitionFilter?: boolean;
  readonly clustering?: { readonly fields?: readonly string[] };
  readonly numRows?: string;
  readonly numBytes?: string;
  /** Milliseconds since 1970. */
  readonly lastModifiedTime?: string;
  readonly expirationTime?: string;
  readonly location?: string;
}

export interface DatasetResource {
  readonly location?: string;
}

export interface JobReference {
  readonly projectId: string;
  readonly jobId: string;
  readonly location?: string;
}

export interface ErrorProto {
  readonly reason?: string;
  readonly message?: string;
  readonly location?: string;
}

export interface QueryParameter {
  readonly name: string;
  readonly parameterType: { readonly type: string; readonly arrayType?: { readonly type: string } };
  readonly parameterValue: {
    readonly value?: string;
    readonly arrayValues?: readonly { readonly value: string }[];
  };
}

export interface JobConfiguration {
  readonly jobType?: string;
  readonly dryRun?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly query?: {
    readonly query: string;
    readonly useLegacySql: false;
    readonly parameterMode?: 'NAMED';
    readonly queryParameters?: readonly QueryParameter[];
    readonly maximumBytesBilled?: string;
  };
  readonly load?: {
    readonly destinationTable: TableReference;
    readonly schema: { readonly fields: readonly TableField[] };
    readonly sourceFormat: 'NEWLINE_DELIMITED_JSON';
    readonly writeDisposition: 'WRITE_TRUNCATE';
    readonly createDisposition: 'CREATE_NEVER';
  };
  readonly copy?: {
    readonly sourceTable: TableReference;
    readonly destinationTable: TableReference;
    readonly writeDisposition: 'WRITE_TRUNCATE';
    readonly createDisposition: 'CREATE_NEVER';
  };
}

export interface JobResource {
  readonly jobReference?: JobReference;
  readonly configuration?: JobConfiguration;
  readonly status?: {
    readonly state?: 'PENDING' | 'RUNNING' | 'DONE';
    readonly errorResult?: ErrorProto;
    readonly errors?: readonly ErrorProto[];
  };
  readonly statistics?: {
    /** Milliseconds since 1970. */
    readonly endTime?: string;
    readonly totalBytesProcessed?: string;
    readonly query?: { readonly totalBytesProcessed?: string; readonly totalBytesBilled?: string };
    readonly load?: { readonly outputRows?: string };
    readonly copy?: { readonly copiedRows?: string };
  };
}

export interface QueryResults {
  readonly jobComplete?: boolean;
  readonly schema?: { readonly fields?: readonly TableField[] };
  readonly rows?: readonly ResultRow[];
  readonly pageToken?: string;
  readonly totalRows?: string;
  readonly errors?: readonly ErrorProto[];
}

export interface TableRows {
  readonly rows?: readonly ResultRow[];
  readonly pageToken?: string;
  readonly totalRows?: string;
}
