using System.Runtime.ExceptionServices;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>Work over many tables, spread over the processors, whose results come in the order of the tables.</summary>
internal static class InOrder
{
    // Below it other threads aren't worth waking.
    private const int Few = 64;

    /// <summary>Makes something of each item.</summary>
    /// <param name="items">The items.</param>
    /// <param name="make">May run on any thread.</param>
    /// <exception cref="Exception">What <paramref name="make"/> threw, of the first item of which it threw.</exception>
    public static TResult[] Select<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> make)
    {
        TResult[] results = new TResult[items.Count];
        if (items.Count < Few)
        {
            for (int i = 0; i < results.Length; i++)
            {
                results[i] = make(items[i]);
            }
            return results;
        }
        ExceptionDispatchInfo? failure = null;
        ParallelLoopResult loop = Parallel.For(0, results.Length, (i, state) =>
        {
            try
            {
                results[i] = make(items[i]);
            }
            catch (Exception error)
            {
                // Those before it still run, so the lowest one is the first that would have failed without other threads.
                state.Break();
                lock (results)
                {
                    if (state.LowestBreakIteration == i)
                    {
                        failure = ExceptionDispatchInfo.Capture(error);
                    }
                }
            }
        });
        failure?.Throw();
        return results;
    }
}
