import type { CDPSession } from 'playwright';
import { z } from 'zod';

/** MB of a heap by what holds them: the engine's own word for the kind of a node, and for objects their constructor. */
export type HeapKinds = ReadonlyMap<string, number>;

/** What is read of a snapshot; the layout of a node stands in the snapshot itself (V8's heap-snapshot format). */
const SNAPSHOT = z.object({
  snapshot: z.object({
    meta: z.object({ node_fields: z.array(z.string()), node_types: z.tuple([z.array(z.string())]).rest(z.unknown()) }),
  }),
  nodes: z.array(z.number()),
  strings: z.array(z.string()),
});

function kindsOf(text: string): HeapKinds {
  const { snapshot, nodes, strings } = SNAPSHOT.parse(JSON.parse(text));
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, nameAt, sizeAt] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field));
  if (typeAt === undefined || nameAt === undefined || sizeAt === undefined || typeAt < 0 || nameAt < 0 || sizeAt < 0)
    throw new Error(`a heap snapshot with nodes of ${fields.join(', ')}`);
  const kinds = new Map<string, number>();
  for (let node = 0; node < nodes.length; node += fields.length) {
    const type = types[0][nodes[node + typeAt] ?? 0] ?? 'unknown';
    const kind = type === 'object' ? `object ${strings[nodes[node + nameAt] ?? 0] ?? ''}` : type;
    kinds.set(kind, (kinds.get(kind) ?? 0) + (nodes[node + sizeAt] ?? 0) / 2 ** 20);
  }
  return kinds;
}

/** The page's heap after its garbage was collected, which taking a snapshot does by itself. */
export async function heapKinds(session: CDPSession): Promise<HeapKinds> {
  const chunks: string[] = [];
  const keep = ({ chunk }: { readonly chunk: string }): void => void chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', keep);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', keep);
  return kindsOf(chunks.join(''));
}

/** The kinds that grew most, in MB, the most first. */
export function grown(before: HeapKinds, after: HeapKinds, most: number): readonly (readonly [string, number])[] {
  return [...after]
    .map(([kind, mb]) => [kind, mb - (before.get(kind) ?? 0)] as const)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, most);
}
