namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>A warehouse computes nothing here, everything runs in this process; but it starts, suspends and costs as if it did.</summary>
internal sealed record WarehouseObject : CatalogObject
{
    /// <value>As SHOW prints it: X-Small.</value>
    public string Size { get; init; } = "X-Small";

    /// <value>Upper case: STANDARD.</value>
    public string Type { get; init; } = "STANDARD";

    public int MinClusters { get; init; } = 1;

    public int MaxClusters { get; init; } = 1;

    /// <value>STANDARD or ECONOMY.</value>
    public string ScalingPolicy { get; init; } = "STANDARD";

    /// <value>Seconds; 0 = never. 600 by default.</value>
    public int AutoSuspend { get; init; } = 600;

    public bool AutoResume { get; init; } = true;

    public string? ResourceMonitor { get; init; }

    public bool QueryAcceleration { get; init; }

    public int QueryAccelerationScale { get; init; } = 8;

    public int StatementTimeout { get; init; } = 172_800;

    public int QueuedTimeout { get; init; }

    public int Concurrency { get; init; } = 8;

    public override CatalogKey Key => KeyOf(Name);

    /// <summary>Credits of one cluster in an hour, by the manual's "Understanding compute cost": 1, doubled with each size.</summary>
    public decimal CreditsPerHour => 1 << Array.IndexOf(WarehouseSize.Names, Size);

    public static CatalogKey KeyOf(string name) => new(NameSpaceKind.Warehouse, string.Empty, string.Empty, name);
}
