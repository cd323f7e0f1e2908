interface Room {
  readonly size: number;
  /** Least distance between two flags. */
  readonly gap: number;
  /** The edges that no flag passes. */
  readonly from: number;
  readonly to: number;
}

/**
 * Left edges of flags in one row, in the order of `centres`, which rise: each stands over its centre, and those too near to
 * each other spread evenly around the middle of theirs. Pixels.
 */
export function flagPlaces(centres: readonly number[], room: Room): readonly number[] {
  // Where there is no room for all side by side, each stands over a part of the one before.
  const each = (room.to - room.from - room.size) / Math.max(1, centres.length - 1);
  const step = Math.min(room.size + room.gap, each);
  // With the flags before it taken off, the edges need only rise: neighbours that do not are put on their mean.
  const groups: { sum: number; count: number }[] = [];
  centres.forEach((centre, at) => {
    let group = { sum: centre - room.size / 2 - at * step, count: 1 };
    for (let last = groups.at(-1); last && last.sum / last.count >= group.sum / group.count; last = groups.at(-1)) {
      groups.pop();
      group = { sum: last.sum + group.sum, count: last.count + group.count };
    }
    groups.push(group);
  });
  const most = room.to - room.size - (centres.length - 1) * step;
  return groups
    .flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count))
    .map((edge, at) => Math.max(room.from, Math.min(most, edge)) + at * step);
}
