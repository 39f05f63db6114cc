namespace CdcToSnowflake.Hosting;

/// <summary>The pauses before work that failed is tried again: each is twice the one before.</summary>
public sealed class RetryOptions
{
    /// <summary>The first pause.</summary>
    /// <value>Default: 1 second; 10 milliseconds to 1 hour.</value>
    [Duration("00:00:00.010", "01:00:00")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    /// <value>Default: 1 minute; 10 milliseconds to 1 hour.</value>
    [Duration("00:00:00.010", "01:00:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many failures there are in a row after one more, which ended a run: a long run was a good one.</summary>
    internal int CountAfter(int failures, TimeSpan run) => run > LongestPause ? 1 : failures + 1;

    /// <summary>The pause after a number of failures in a row, with up to a fifth less, so that many brands don't all come back at once.</summary>
    internal TimeSpan PauseAfter(int failures)
    {
        var pause = FirstPause.TotalSeconds * Math.Pow(2, Math.Min(failures, 30) - 1);
        return TimeSpan.FromSeconds(Math.Min(pause, LongestPause.TotalSeconds) * (1 - (Random.Shared.NextDouble() / 5)));
    }
}
