/** Many small documents read in their order, the next few already under way: one disk access at a time is what takes long. */

const AHEAD = 16;

/**
 * Returns a function from a document's place to what `load` makes of it. Asking for one begins the next ones, so at most
 * sixteen are held. `load` must not reject but for a signal that stops everything.
 */
export function readAhead<T>(count: number, load: (at: number) => Promise<T>): (at: number) => Promise<T> {
  const underWay = new Map<number, Promise<T>>();
  const begin = (at: number): Promise<T> => {
    const loading = load(at);
    // Whoever asks hears of it; one that nobody asks for any more must not end the program.
    loading.catch(() => {});
    underWay.set(at, loading);
    return loading;
  };
  return (at) => {
    for (let next = at; next < Math.min(count, at + AHEAD); next++) if (!underWay.has(next)) begin(next);
    const asked = underWay.get(at) ?? begin(at);
    underWay.delete(at);
    // What lies behind was asked for out of order, and is not waited for.
    for (const earlier of underWay.keys()) if (earlier < at) underWay.delete(earlier);
    return asked;
  };
}
