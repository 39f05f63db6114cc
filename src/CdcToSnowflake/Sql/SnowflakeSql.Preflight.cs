using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>Who asks, and in what context.</summary>
    internal SqlStatement DescribeSession() => Write("preflight/session", new ObjectName("session"), _ => new { });

    /// <summary>What gives a role a privilege on the account.</summary>
    internal SqlStatement GrantOnAccount(string privilege, string role) => Write("preflight/grant-account", new ObjectName(role), name => new { Privilege = privilege, Role = name });

    /// <summary>What lets a role make budgets.</summary>
    internal SqlStatement GrantBudgetCreator(string role) => Write("preflight/grant-budget-creator", new ObjectName(role), name => new { Role = name });

    /// <summary>What makes the resource monitor that the options name; null for none.</summary>
    internal SqlStatement? ResourceMonitor => SetUpResourceMonitor().FirstOrDefault();

    /// <summary>What lets a role use an integration.</summary>
    internal SqlStatement GrantIntegration(string integration, string role) => Grant("use-integration", new ObjectName(integration), role);

    /// <summary>What lets a role make schemas in a database that is there.</summary>
    internal SqlStatement GrantSchemas(string database, string role) => Write("preflight/grant-database", new ObjectName(database), name => new { Database = name, Role = new ObjectName(role) });

    /// <summary>What lets a storage integration reach folders, in place of those before.</summary>
    internal SqlStatement AllowLocations(string integration, IReadOnlyList<string> locations) =>
        Write("preflight/allow-locations", new ObjectName(integration), name => new { Integration = name, Locations = locations.Select(location => new PlainText(location)).ToList() });

    /// <summary>What lets a role use a warehouse.</summary>
    internal SqlStatement GrantWarehouse(string warehouse, string role) => Grant("use-warehouse", new ObjectName(warehouse), role);

    /// <summary>The warehouse that tasks run in, where others make it; null for none.</summary>
    internal string? WarehouseOfOthers => _options.TaskWarehouse is { } name && (_options.Account is not { } account || account.Made.All(made => made.Name != name)) ? name : null;

    /// <summary>What switches an integration on.</summary>
    internal SqlStatement EnableIntegration(string integration) => Write("preflight/enable-integration", new ObjectName(integration), name => new { Integration = name });

    /// <summary>The names of the databases that a brand's tables need: its own, and CI's.</summary>
    internal IReadOnlyList<string> DatabasesOf(string brand) => [_names.BrandDatabase(brand).Parts[0], _names.Ci.Parts[0]];

    /// <summary>The integrations that the options name: of a brand's stage, of failures.</summary>
    internal IReadOnlyList<string> IntegrationsOf(string brand) =>
        [.. new[] { IntegrationOf(_model.Brand(brand)), _options.ErrorIntegrationName }.OfType<string>()];

    /// <summary>The account's privileges that the options need beyond those on databases, each with what for.</summary>
    internal IEnumerable<(string Privilege, string Purpose)> AccountPrivileges()
    {
        yield return ("EXECUTE TASK", "to run the merge tasks");
        if (_options.TaskWarehouse is null)
        {
            yield return ("EXECUTE MANAGED TASK", "to run them without a warehouse");
        }
        if (_options.Account is not { } account)
        {
            yield break;
        }
        if (account.Made.Count > 0)
        {
            yield return ("CREATE WAREHOUSE", "to make the warehouses");
        }
        if (account.Storage is not null || account.Errors is not null)
        {
            yield return ("CREATE INTEGRATION", "to make the integrations");
        }
        if (account.Roles is not null)
        {
            yield return ("CREATE ROLE", "to make the roles");
            yield return ("MANAGE GRANTS", "to give them their rights");
        }
    }
}
