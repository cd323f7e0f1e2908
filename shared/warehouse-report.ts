import type { ErrorInfo } from './errors.js';

// ------------------------------------------------------------------ connection test

/** The walk of "test connection", in order; it stops at the first that fails. */
export const CONNECTION_STEPS = [
  'settings',
  'credentials',
  'reach',
  'project',
  'datasets',
  'tables',
  'query',
  'write',
  'snapshots',
] as const;
export type ConnectionStepId = (typeof CONNECTION_STEPS)[number];

export interface ConnectionStep {
  readonly id: ConnectionStepId;
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** What was found; never a secret. */
  readonly finding: string;
  readonly error: ErrorInfo | null;
  readonly ms: number;
}

export interface ConnectionReport {
  readonly passed: boolean;
  readonly steps: readonly ConnectionStep[];
}

// ------------------------------------------------------------------ schema check

export type SchemaProblem =
  'missing_table' | 'missing_column' | 'other_type' | 'not_partitioned' | 'other_partition' | 'view';

export interface SchemaFinding {
  readonly table: string;
  readonly column: string | null;
  readonly problem: SchemaProblem;
  readonly expected: string;
  readonly found: string | null;
  /** `needed`: something does not work without it. `declared`: only carried along by the producers. */
  readonly weight: 'needed' | 'declared';
  readonly message: string;
  /** Features, screens and commands that do not work because of it. */
  readonly disables: readonly string[];
}

export interface SchemaTable {
  readonly table: string;
  /** As it is called in this warehouse. */
  readonly liveName: string;
  readonly found: boolean;
  readonly columns: number;
  readonly additional: readonly string[];
  readonly findings: number;
}

export interface SchemaReport {
  readonly warehouse: string;
  readonly tables: readonly SchemaTable[];
  readonly findings: readonly SchemaFinding[];
  /** False when a needed thing is missing. */
  readonly usable: boolean;
}
