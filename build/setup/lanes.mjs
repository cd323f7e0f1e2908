/**
 * Runs lanes beside each other, and the parts of a lane one after another. A part that throws is a failure of its name in
 * the tally; what comes after it and the other lanes run all the same. Once `isInterrupted`, no further part begins.
 * @param {readonly (readonly {name: string, run: () => Promise<unknown>}[])[]} lanes
 */
export async function runLanes(lanes, tally, isInterrupted = () => false) {
  const runLane = async (parts) => {
    for (const { name, run } of parts) {
      if (isInterrupted()) return;
      try {
        await run();
      } catch (error) {
        tally.broken(name, error);
      }
    }
  };
  await Promise.all(lanes.map(runLane));
}
