import type { BigQuerySettings, Dataset } from '../../../shared/settings.js';
import type { TableName } from '../tables/names.js';

/** A table of the service. `tableId` may carry a partition decorator, `table$20260131`. */
export interface TablePath {
  readonly projectId: string;
  readonly datasetId: string;
  readonly tableId: string;
}

/** A dataset's name as it stands in settings: `dataset`, or `project.dataset` when it lives in another project. */
export function datasetPath(text: string, project: string): Omit<TablePath, 'tableId'> {
  // A project may have a domain in front, `example.com:project`: the dataset is what follows the last dot.
  const at = text.lastIndexOf('.');
  return at === -1
    ? { projectId: project, datasetId: text }
    : { projectId: text.slice(0, at), datasetId: text.slice(at + 1) };
}

/** Where a table of the definitions lives in this project. */
export function tablePath(table: TableName, settings: Pick<BigQuerySettings, 'project' | 'datasets'>): TablePath {
  const [dataset, tableId] = table.split('.') as [Dataset, string];
  return { ...datasetPath(settings.datasets[dataset] ?? dataset, settings.project), tableId };
}

/** `project.dataset.table`, as people read it. */
export function pathText({ projectId, datasetId, tableId }: TablePath): string {
  return `${projectId}.${datasetId}.${tableId}`;
}

/** The full name of a table in this project, for people; in backticks it is the one for GoogleSQL. */
export function liveName(table: TableName, settings: Pick<BigQuerySettings, 'project' | 'datasets'>): string {
  return pathText(tablePath(table, settings));
}
