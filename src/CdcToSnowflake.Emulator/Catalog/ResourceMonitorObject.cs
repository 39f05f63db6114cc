namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record ResourceMonitorObject : CatalogObject
{
    /// <value>Credits an interval; null = no limit.</value>
    public decimal? Quota { get; init; }

    /// <value>MONTHLY, DAILY, WEEKLY, YEARLY or NEVER.</value>
    public string Frequency { get; init; } = "MONTHLY";

    public DateTimeOffset StartsOn { get; init; }

    public DateTimeOffset? EndsOn { get; init; }

    public IReadOnlyList<string> NotifyUsers { get; init; } = [];

    public IReadOnlyList<ThresholdAction> Actions { get; init; } = [];

    /// <summary>Whether it watches the whole account.</summary>
    public bool IsOfAccount { get; init; }

    public override CatalogKey Key => KeyOf(Name);

    public static CatalogKey KeyOf(string name) => new(NameSpaceKind.ResourceMonitor, string.Empty, string.Empty, name);
}
