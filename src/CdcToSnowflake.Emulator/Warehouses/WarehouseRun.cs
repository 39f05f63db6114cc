namespace CdcToSnowflake.Emulator.Warehouses;

/// <summary>A warehouse from its start to its suspension.</summary>
internal sealed class WarehouseRun(DateTimeOffset start)
{
    /// <summary>What a start costs at least.</summary>
    public static readonly TimeSpan Minimum = TimeSpan.FromSeconds(60);

    // "CREATE WAREHOUSE": how often it is looked whether AUTO_SUSPEND is over. Approximately there, exactly here, from the start on.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);

    private readonly DateTimeOffset _start = start;

    public DateTimeOffset LastActive { get; set; } = start;

    public DateTimeOffset ChargedUntil { get; set; } = start + Minimum;

    /// <summary>Statements under way.</summary>
    public int Active { get; set; }

    /// <summary>When it is suspended that has been idle for so long: at the first look from then on.</summary>
    public DateTimeOffset SuspendedAfter(TimeSpan idle) => _start + (Poll * Math.Ceiling((LastActive + idle - _start) / Poll));
}
