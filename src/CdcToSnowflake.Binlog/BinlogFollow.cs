namespace CdcToSnowflake.Binlog;

/// <summary>How <see cref="BinlogFileReader"/> follows a file that a server still writes.</summary>
public sealed record BinlogFollow
{
    /// <summary>How long to wait at the file's end before looking again.</summary>
    /// <value>Default: 200 ms; more than zero.</value>
    /// <exception cref="ArgumentOutOfRangeException">It isn't.</exception>
    public TimeSpan PollInterval
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, nameof(PollInterval));
            field = value;
        }
    } = TimeSpan.FromMilliseconds(200);

    /// <summary>The clock of the waiting.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
