namespace CdcToSnowflake.Emulator.Warehouses;

/// <summary>A warehouse from its start to its suspension.</summary>
internal sealed class WarehouseRun(DateTimeOffset start)
{
    /// <summary>What a start costs at least.</summary>
    public static readonly TimeSpan Minimum = TimeSpan.FromSeconds(60);

    public DateTimeOffset LastActive { get; set; } = start;

    public DateTimeOffset ChargedUntil { get; set; } = start + Minimum;

    /// <summary>Statements under way.</summary>
    public int Active { get; set; }
}
