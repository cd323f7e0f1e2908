/** Bytes that a query is billed at the least for each table it reads (BigQuery: pricing, on-demand queries). */
export const LEAST_BILLED_PER_TABLE = 10 * 1024 * 1024;
