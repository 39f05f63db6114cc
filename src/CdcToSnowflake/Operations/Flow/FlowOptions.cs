namespace CdcToSnowflake.Operations.Flow;

/// <summary>How far a look at a brand's flow goes, and how patient it is.</summary>
public sealed record FlowOptions
{
    /// <summary>How long a manifest or file may be in the store without being loaded, before that is a hole.</summary>
    /// <value>Default: 10 minutes; from 0.</value>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>As <see cref="Grace"/>, where a later one of the same pipe is loaded already. Not zero: Snowpipe promises no order.</summary>
    /// <value>Default: 2 minutes; from 0.</value>
    public TimeSpan OvertakenGrace { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For how long a capture may commit no cut before it counts as standing still, and the brand as that far behind. While the source writes, or its server sends heartbeats, it commits one each <see cref="Capture.CaptureOptions.HeartbeatInterval"/> at least, so take twice that.</summary>
    /// <value>Default: 20 minutes, twice the heartbeat's default; more than 0. Where the source has ended, or is a file that nobody may be writing to, <see cref="TimeSpan.MaxValue"/>, as the service does while its capture waits for the source. The service takes what is more, this or twice the brand's own heartbeat and a cut's interval.</value>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>How many of the brand's last cuts are looked at, at least; all that aren't merged are, up to ten times as many.</summary>
    /// <value>Default: 100; 1 to 10,000.</value>
    public int Cuts { get; init; } = 100;

    /// <summary>How many tables' loads are asked for at the most, those that changed last first: fifty of them are one question. Beyond it, all tables of the cut at which the merge waits for longer than a grace are.</summary>
    /// <value>Default: 200; 1 to 10,000.</value>
    public int Tables { get; init; } = 200;

    internal FlowOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Grace, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(OvertakenGrace, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Silence, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Cuts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Cuts, 10_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(Tables, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Tables, 10_000);
        return this;
    }
}
