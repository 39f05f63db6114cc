using System.Globalization;
using CdcToSnowflake.Sql.Accounts;

namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>The settings of warehouses, monitors and integrations by the names that SHOW and DESCRIBE have for them: as they are, and as they are to be.</summary>
internal static class AccountSettings
{
    // As SHOW WAREHOUSES prints them, in the order of WarehouseSize.
    private static readonly string[] Sizes = ["X-Small", "Small", "Medium", "Large", "X-Large", "2X-Large", "3X-Large", "4X-Large", "5X-Large", "6X-Large"];

    /// <summary>DESCRIBE INTEGRATION's word for the places that an integration reaches.</summary>
    public const string AllowedLocations = "STORAGE_ALLOWED_LOCATIONS";

    private static readonly string[] WarehouseColumns = ["size", "auto_suspend", "auto_resume", "min_cluster_count", "max_cluster_count", "scaling_policy", "resource_monitor"];

    /// <summary>A warehouse that is there, without its parameters.</summary>
    public static Dictionary<string, string> OfWarehouse(InventoryRow row) =>
        // One that never suspends has no time for it.
        WarehouseColumns.Where(row.Has).ToDictionary(column => column, column => column == "auto_suspend" && row.Text(column) is "" or "null" ? "0" : row.Text(column), StringComparer.Ordinal);

    /// <summary>A warehouse as it is to be.</summary>
    public static Dictionary<string, string> Of(WarehouseOptions warehouse, ResourceMonitorOptions? monitor)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal)
        {
            ["size"] = Sizes[(int)warehouse.Size],
            ["auto_suspend"] = Seconds(warehouse.AutoSuspend),
            ["auto_resume"] = warehouse.AutoResume ? "true" : "false",
            ["min_cluster_count"] = Number(warehouse.MinClusters),
            ["max_cluster_count"] = Number(warehouse.MaxClusters),
            ["STATEMENT_TIMEOUT_IN_SECONDS"] = Seconds(warehouse.StatementTimeout),
            ["STATEMENT_QUEUED_TIMEOUT_IN_SECONDS"] = Seconds(warehouse.QueuedTimeout),
        };
        if (warehouse.MaxClusters > 1)
        {
            settings["scaling_policy"] = warehouse.ScalingPolicy.ToString().ToUpperInvariant();
        }
        if (monitor is not null)
        {
            settings["resource_monitor"] = monitor.Name;
        }
        return settings;
    }

    /// <summary>A monitor that is there.</summary>
    public static Dictionary<string, string> OfMonitor(InventoryRow row) => new(StringComparer.Ordinal)
    {
        ["credit_quota"] = decimal.TryParse(row.Text("credit_quota"), NumberStyles.Number, CultureInfo.InvariantCulture, out decimal quota) ? quota.ToString("0.####", CultureInfo.InvariantCulture) : "",
        ["frequency"] = row.Text("frequency").ToUpperInvariant(),
        ["notify_at"] = Percentages(row.Text("notify_at")),
        ["suspend_at"] = Percentages(row.Text("suspend_at")),
        // Its name has changed over the years.
        ["suspend_immediately_at"] = Percentages(row.Text("suspend_immediately_at") + row.Text("suspend_immediate_at")),
    };

    /// <summary>A monitor as it is to be. ALTER can't take the last trigger away, so without any they are left as they are.</summary>
    public static Dictionary<string, string> Of(ResourceMonitorOptions monitor)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal) { ["credit_quota"] = Number(monitor.CreditQuota), ["frequency"] = monitor.Frequency.ToString().ToUpperInvariant() };
        if (monitor.Notifications.Count > 0 || monitor.SuspendAt is not null || monitor.SuspendImmediatelyAt is not null)
        {
            settings["notify_at"] = Percentages(string.Join(',', monitor.Notifications.Select(Number)));
            settings["suspend_at"] = monitor.SuspendAt is { } at ? Number(at) : "";
            settings["suspend_immediately_at"] = monitor.SuspendImmediatelyAt is { } immediately ? Number(immediately) : "";
        }
        return settings;
    }

    /// <summary>A storage integration as it is to be, but for its locations.</summary>
    public static Dictionary<string, string> Of(StorageIntegrationOptions storage)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal) { ["ENABLED"] = "true", ["STORAGE_AWS_ROLE_ARN"] = storage.RoleArn };
        if (storage.ExternalId is not null)
        {
            settings["STORAGE_AWS_EXTERNAL_ID"] = storage.ExternalId;
        }
        return settings;
    }

    /// <summary>A notification integration as it is to be.</summary>
    public static Dictionary<string, string> Of(ErrorNotificationOptions errors) =>
        new(StringComparer.Ordinal) { ["ENABLED"] = "true", ["AWS_SNS_TOPIC_ARN"] = errors.TopicArn, ["AWS_SNS_ROLE_ARN"] = errors.RoleArn };

    /// <summary>The locations of a storage integration that is there.</summary>
    public static IReadOnlyList<string> Locations(Dictionary<string, string> integration) =>
        integration.GetValueOrDefault(AllowedLocations, "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>In what the one that is there differs, in words; null if in nothing. What an account doesn't show is left alone, such as clusters below the Enterprise Edition.</summary>
    public static string? Difference(Dictionary<string, string> wanted, Dictionary<string, string> there)
    {
        string[] differences = [.. wanted.Where(setting => there.TryGetValue(setting.Key, out string? value) && !IsSame(setting.Key, value, setting.Value)).Select(setting => $"{setting.Key} is {Shown(there[setting.Key])}, not {Shown(setting.Value)}")];
        return differences.Length == 0 ? null : string.Join("; ", differences);
    }

    // Names and ARNs mind their case, words of Snowflake's don't.
    private static bool IsSame(string key, string a, string b) =>
        string.Equals(a, b, key is "ENABLED" or "size" or "auto_resume" or "scaling_policy" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static string Shown(string value) => value.Length == 0 ? "none" : value;

    private static string Percentages(string list) =>
        string.Join(',', list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(at => at.TrimEnd('%')).Where(at => at != "null").OrderBy(at => at.Length).ThenBy(at => at, StringComparer.Ordinal));

    private static string Seconds(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
