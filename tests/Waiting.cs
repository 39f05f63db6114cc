namespace CdcToSnowflake.TestWaits;

/// <summary>Waits for what other threads and processes do, with a limit.</summary>
internal static class Waiting
{
    /// <summary>Far above what a busy machine takes, and far below a hang.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until something holds.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="failure">What is said if it was waited for in vain.</param>
    public static Task UntilAsync(Func<bool> condition, Func<string> failure) => UntilAsync(() => Task.FromResult(condition()), failure);

    /// <inheritdoc cref="UntilAsync(Func{bool}, Func{string})"/>
    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string> failure)
    {
        using var limit = new CancellationTokenSource(Longest);
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
            {
                Assert.Fail($"Waited in vain: {failure()}");
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}
