using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>The part of a plan that stands beside the databases: only what differs is a step, and nothing is taken away.</summary>
internal sealed class AccountPlan(SnowflakeSql sql, AccountOptions account, WarehouseInventory there, PlanWriter steps)
{
    private const string WarehouseBills = "the warehouse's credits while it runs";

    private readonly List<string> _remarks = [];

    /// <summary>What was seen and is left alone.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>Monitor, warehouses, integrations and roles, which the databases' objects name.</summary>
    public void Write()
    {
        foreach (SqlStatement create in sql.SetUpResourceMonitor())
        {
            Monitor(create, account.ResourceMonitor!);
        }
        foreach (WarehouseOptions warehouse in account.Made)
        {
            Warehouse(warehouse);
        }
        if (account.Storage is { } storage && sql.SetUpStorageIntegration().FirstOrDefault() is { } createStorage)
        {
            Storage(createStorage, storage);
        }
        foreach (SqlStatement create in sql.SetUpErrorIntegration())
        {
            Settings(create, sql.AlterErrorIntegration(account.Errors!), AccountSettings.Of(account.Errors!), there.Integrations, "notification integration");
        }
        foreach (SqlStatement statement in sql.SetUpRoles())
        {
            if (statement.Template == "role/create")
            {
                steps.Missing(statement, there.Roles, "role");
            }
            else
            {
                steps.Grant(statement);
            }
        }
    }

    /// <summary>Tags and budget, which name the databases.</summary>
    public void WriteCosts()
    {
        foreach (SqlStatement statement in sql.SetUpCosts())
        {
            switch (statement.Template)
            {
                case "tag/create":
                    steps.Missing(statement, there.Tags, "tag");
                    break;
                case "tag/set-on-database":
                    Tag(statement, there.DatabaseTags);
                    break;
                case "tag/set-on-warehouse":
                    Tag(statement, there.WarehouseTags);
                    break;
                default:
                    // The budget's, which are planned as a whole.
                    break;
            }
        }
        steps.Budget([.. sql.SetUpBudget()]);
    }

    private void Monitor(SqlStatement create, ResourceMonitorOptions monitor)
    {
        Dictionary<string, string> wanted = AccountSettings.Of(monitor);
        bool isRestarted = there.Monitors.TryGetValue(create.Object!, out Dictionary<string, string>? found) && found["frequency"] != wanted["frequency"];
        Settings(create, sql.AlterResourceMonitor(monitor, isRestarted), wanted, there.Monitors, "resource monitor");
    }

    private void Warehouse(WarehouseOptions warehouse)
    {
        SqlStatement create = sql.CreateWarehouse(warehouse);
        bool hasClusters = there.Warehouses.TryGetValue(create.Object!, out Dictionary<string, string>? found) && found.GetValueOrDefault("max_cluster_count", "1") != "1";
        Settings(
            create, sql.AlterWarehouse(warehouse, hasClusters), AccountSettings.Of(warehouse, account.ResourceMonitor), there.Warehouses, "warehouse", new PlanCost(PlanCostKind.Standing) { Bills = WarehouseBills });
    }

    /// <summary>A location that the model doesn't know stays allowed: it may be that of a brand that wasn't told of yet.</summary>
    private void Storage(SqlStatement create, StorageIntegrationOptions storage)
    {
        ObjectName name = create.Object!;
        Dictionary<string, string> wanted = AccountSettings.Of(storage);
        List<string> locations = [.. sql.Reached(storage).Select(brand => brand.StageUrl)];
        if (!there.Integrations.TryGetValue(name, out Dictionary<string, string>? found))
        {
            steps.Add(create, "there is no such storage integration", () => there.Integrations[name] = new(wanted) { [AccountSettings.AllowedLocations] = string.Join(',', locations) });
            return;
        }
        IReadOnlyList<string> allowed = AccountSettings.Locations(found);
        List<string> missing = allowed.Contains("*") ? [] : [.. locations.Except(allowed)];
        List<string> reasons = [.. new[] { AccountSettings.Difference(wanted, found), missing.Count == 0 ? null : $"it doesn't reach {string.Join(", ", missing)}" }.OfType<string>()];
        if (reasons.Count > 0)
        {
            List<string> all = [.. allowed, .. missing];
            steps.Add(sql.AlterStorageIntegration(storage, all), string.Join("; ", reasons), () => there.Integrations[name] = new(wanted) { [AccountSettings.AllowedLocations] = string.Join(',', all) });
        }
        _remarks.AddRange(allowed.Except(locations).Select(location => $"The storage integration {storage.Name} reaches {location}, where the model has no brand."));
    }

    private void Settings(SqlStatement create, SqlStatement alter, Dictionary<string, string> wanted, Dictionary<ObjectName, Dictionary<string, string>> known, string what, PlanCost? cost = null)
    {
        if (!known.TryGetValue(create.Object!, out Dictionary<string, string>? found))
        {
            steps.Add(create, $"there is no such {what}", () => known[create.Object!] = wanted, cost);
        }
        else if (AccountSettings.Difference(wanted, found) is { } difference)
        {
            steps.Add(alter, difference, () => known[create.Object!] = wanted, cost);
        }
    }

    private void Tag(SqlStatement set, Dictionary<ObjectName, string?> known)
    {
        string value = account.CostTag!.Value;
        string? found = known.GetValueOrDefault(set.Object!);
        if (found != value)
        {
            steps.Add(set, found is null ? "it has no such tag" : $"its tag is {found}", () => known[set.Object!] = value);
        }
    }

    /// <summary>What the SDK's roles hold beyond what the model gives them, a sentence for each privilege and kind.</summary>
    public IEnumerable<string> Surplus() => (account.Roles?.All ?? []).SelectMany(role => there.Grants
        .Where(grant => grant.Role == role && !steps.Given.Contains(grant) && !steps.Given.Contains(grant with { On = grant.On.Parts.Length > 0 ? grant.On.Parent : grant.On, IsFuture = true }))
        .GroupBy(grant => (grant.Privilege, grant.Kind, grant.IsFuture))
        .Select(group => $"The role {role} holds {group.First()}{(group.Count() > 1 ? $" and {group.Count() - 1} more {group.Key.Kind}S" : "")}, which the model doesn't give it."));
}
