using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Preflight.Account;

/// <summary>What the session's role may do in the account.</summary>
[RequiresUnreferencedCode(TemplateMembers.ByReflection)]
[RequiresDynamicCode(TemplateMembers.ByReflection)]
internal sealed partial class AccountChecks
{
    private readonly string _brand;
    private readonly Uri? _store;
    private readonly string? _integration;
    private readonly DbDataSource _snowflake;
    private readonly SnowflakeSql _sql;

    public AccountChecks(string brand, DbDataSource snowflake, Uri? store, string? integration, WarehouseNames names, SqlOptions options)
    {
        (_brand, _snowflake, _store, _integration) = (brand, snowflake, store, integration);
        // No statement here depends on where the brand's files are.
        _sql = new SnowflakeSql(new WarehouseModel([new BrandModel(brand, "s3://preflight/", []) { StorageIntegration = integration }], names), options);
    }

    public async Task RunAsync(Findings findings, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await _snowflake.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                await RunAsync(connection, findings, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (DbException e)
        {
            findings.Fail("connection", e.Message, "Check account, user, key and network rules; the user needs a default role.");
        }
        catch (DeploymentException e)
        {
            findings.Fail("questions", $"Snowflake refused {e.Statement.Template}: {e.InnerException!.Message}", "Give the user a role that may ask, and a warehouse.");
        }
    }

    private async Task RunAsync(DbConnection connection, Findings findings, CancellationToken cancellationToken)
    {
        var session = (await AskAsync(connection, _sql.DescribeSession(), ["ACCOUNT", "USER", "ROLE", "WAREHOUSE", "VERSION"], cancellationToken).ConfigureAwait(false))[0];
        findings.Pass("connection", $"{session[1]} in {session[0]}, Snowflake {session[4]}");
        if (session[2] is not { Length: > 0 } role)
        {
            findings.Fail("role", "the session has none", "ALTER USER … SET DEFAULT_ROLE = …; or name it in the connection string.");
            return;
        }

        if (session[3] is { Length: > 0 } warehouse)
        {
            findings.Pass("warehouse", warehouse);
        }
        else
        {
            findings.Warn("warehouse", "the session has none: queries such as a plan's need one", "ALTER USER … SET DEFAULT_WAREHOUSE = …; or name it in the connection string.");
        }

        var (privileges, databases, warehouses, roles) = await RightsAsync(connection, role, cancellationToken).ConfigureAwait(false);
        var mayAll = roles.Contains("ACCOUNTADMIN");
        foreach (var (privilege, purpose) in _sql.AccountPrivileges())
        {
            if (mayAll || privileges.Contains(privilege))
            {
                findings.Pass(privilege, $"{role} has it");
            }
            else
            {
                findings.Fail(privilege, $"{role} lacks it, and needs it {purpose}", $"{_sql.GrantOnAccount(privilege, role).Text};");
            }
        }

        await OwnersAsync(connection, role, findings, cancellationToken).ConfigureAwait(false);
        if (_sql.WarehouseOfOthers is { } named && !mayAll && !warehouses.Contains(named))
        {
            findings.Fail("warehouse", $"{role} may not use {named}, in which the tasks are to run, or it isn't there", $"{_sql.GrantWarehouse(named, role).Text};");
        }

        await MonitorAsync(connection, role, mayAll, findings, cancellationToken).ConfigureAwait(false);
        Budget(role, mayAll || roles.Any(held => held.EndsWith("BUDGET_CREATOR", StringComparison.Ordinal)), findings);
        await DatabasesAsync(connection, role, mayAll || privileges.Contains("CREATE DATABASE"), name => mayAll || databases.Contains(name), findings, cancellationToken).ConfigureAwait(false);
        await IntegrationsAsync(connection, role, findings, cancellationToken).ConfigureAwait(false);
    }

    // Whatever a role was granted.
    private async Task MonitorAsync(DbConnection connection, string role, bool mayAll, Findings findings, CancellationToken cancellationToken)
    {
        if (_sql.ResourceMonitor?.Object is not { } monitor)
        {
            return;
        }

        var there = mayAll ? [] : await AskAsync(connection, _sql.Show("resource monitors", null, null, null), ["name"], cancellationToken).ConfigureAwait(false);
        if (mayAll || there.Any(row => row[0] == monitor.Parts[0]))
        {
            findings.Pass("resource monitor", mayAll ? $"{role} may make it" : $"{monitor.Parts[0]} is there");
        }
        else
        {
            findings.Fail(
                "resource monitor", $"{monitor.Parts[0]} isn't there, and only ACCOUNTADMIN makes one, which {role} isn't", $"Let ACCOUNTADMIN apply the plan; or leave {nameof(AccountOptions)}.{nameof(AccountOptions.ResourceMonitor)} out.");
        }
    }

    private void Budget(string role, bool may, Findings findings)
    {
        if (_sql.Options.Account?.Budget is null)
        {
            return;
        }

        if (may)
        {
            findings.Pass("budget", $"{role} may make budgets");
        }
        else
        {
            findings.Fail("budget", $"{role} lacks the database role SNOWFLAKE.BUDGET_CREATOR, which makes budgets", $"{_sql.GrantBudgetCreator(role).Text};");
        }
    }

    private async Task DatabasesAsync(DbConnection connection, string role, bool mayCreate, Func<string, bool> mayMakeSchemas, Findings findings, CancellationToken cancellationToken)
    {
        var there = (await AskAsync(connection, _sql.Show("databases", null, null, null), ["name"], cancellationToken).ConfigureAwait(false)).Select(row => row[0]).ToHashSet(StringComparer.Ordinal);
        var missing = _sql.DatabasesOf(_brand).Where(name => !there.Contains(name)).Distinct().ToList();
        var closed = _sql.DatabasesOf(_brand).Where(name => there.Contains(name) && !mayMakeSchemas(name)).Distinct().ToList();
        foreach (var name in closed)
        {
            findings.Fail("databases", $"{name} is there, but {role} may make nothing in it", $"{_sql.GrantSchemas(name, role).Text}; or give {role} its ownership.");
        }

        if (missing.Count + closed.Count == 0)
        {
            findings.Pass("databases", $"all are there, and {role} may make schemas in them, or tables in their schemas");
        }
        else if (missing.Count == 0)
        {
            return;
        }
        else if (mayCreate)
        {
            findings.Pass("databases", $"{string.Join(", ", missing)} can be made");
        }
        else
        {
            findings.Fail(
                "databases",
                $"{string.Join(", ", missing)} isn't there, and {role} may not make it",
                $"{_sql.GrantOnAccount("CREATE DATABASE", role).Text}; or make it and give {role} its ownership.");
        }
    }

    private async Task IntegrationsAsync(DbConnection connection, string role, Findings findings, CancellationToken cancellationToken)
    {
        var wanted = _sql.IntegrationsOf(_brand);
        if (wanted.Count == 0)
        {
            return;
        }

        var there = (await AskAsync(connection, _sql.Show("integrations", null, null, null), ["name", "enabled"], cancellationToken).ConfigureAwait(false)).ToDictionary(row => row[0]!, row => row[1], StringComparer.Ordinal);
        foreach (var name in wanted)
        {
            if (!there.TryGetValue(name, out var enabled))
            {
                findings.Fail("integration", $"{name} isn't there, or {role} may not use it", $"{_sql.GrantIntegration(name, role).Text}; or let SqlOptions.Account make it.");
            }
            else if (!string.Equals(enabled, "true", StringComparison.OrdinalIgnoreCase))
            {
                findings.Fail("integration", $"{name} is not enabled", $"{_sql.EnableIntegration(name).Text};");
            }
            else
            {
                findings.Pass("integration", $"{name} is enabled");
                await LocationsAsync(connection, name, findings, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // An integration that the plan makes is given the brand's folder by it.
    private async Task LocationsAsync(DbConnection connection, string integration, Findings findings, CancellationToken cancellationToken)
    {
        if (_store is not { Scheme: "s3" } || integration != _integration)
        {
            return;
        }

        var folder = $"{_store}{StorePath.Brand(_brand)}";
        var properties = (await AskAsync(connection, _sql.DescribeIntegration(integration), ["property", "property_value"], cancellationToken).ConfigureAwait(false)).ToDictionary(row => row[0]!, row => row[1] ?? "", StringComparer.Ordinal);
        var allowed = AccountSettings.Locations(properties);
        if (allowed.Any(location => location == "*" || folder.StartsWith(location, StringComparison.Ordinal)))
        {
            findings.Pass("integration", $"{integration} allows {folder}");
        }
        else
        {
            findings.Fail("integration", $"{integration} doesn't allow {folder}, but {(allowed.Count == 0 ? "nothing" : string.Join(", ", allowed))}", $"{_sql.AllowLocations(integration, [.. allowed, folder]).Text};");
        }
    }

    // A role has the rights of the roles that were granted to it.
    private async Task<(HashSet<string> Privileges, HashSet<string> Databases, HashSet<string> Warehouses, HashSet<string> Roles)> RightsAsync(DbConnection connection, string role, CancellationToken cancellationToken)
    {
        HashSet<string> privileges = new(StringComparer.Ordinal), databases = new(StringComparer.Ordinal), warehouses = new(StringComparer.Ordinal), roles = new(StringComparer.Ordinal) { role };
        Queue<string> asked = new([role]);
        while (asked.TryDequeue(out var next))
        {
            foreach (var row in await AskAsync(connection, _sql.ShowGrants(next, "to"), ["privilege", "granted_on", "name"], cancellationToken).ConfigureAwait(false))
            {
                if (row[1] == "ACCOUNT")
                {
                    privileges.Add(row[0]!);
                }
                else if (row is ["OWNERSHIP" or "CREATE SCHEMA", "DATABASE", { } database])
                {
                    databases.Add(Plain(database));
                }
                else if (row is ["OWNERSHIP" or "USAGE", "WAREHOUSE", { } warehouse])
                {
                    warehouses.Add(Plain(warehouse));
                }
                else if (row is ["OWNERSHIP" or "CREATE TABLE", "SCHEMA", { } schema])
                {
                    // Whoever made the schemas beforehand, the rights within are what counts.
                    databases.Add(Plain(schema[..schema.LastIndexOf('.')]));
                }
                else if (row is ["USAGE", "ROLE", { } inherited] && roles.Add(inherited))
                {
                    asked.Enqueue(inherited);
                }
                else if (row is ["USAGE", "DATABASE_ROLE", { } ofDatabase])
                {
                    roles.Add(ofDatabase);
                }
            }
        }

        return (privileges, databases, warehouses, roles);

        // A name that needs quotes is listed with them.
        static string Plain(string name) => name is ['"', .., '"'] ? name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : name;
    }

    private static async Task<List<string?[]>> AskAsync(DbConnection connection, SqlStatement question, string[] columns, CancellationToken cancellationToken)
    {
        List<string?[]> rows = [];
        await StatementRun.QueryAsync(
            connection,
            question,
            row => rows.Add([.. columns.Select(name => row.GetOrdinal(name)).Select(at => row.IsDBNull(at) ? null : Convert.ToString(row.GetValue(at), System.Globalization.CultureInfo.InvariantCulture))]),
            cancellationToken).ConfigureAwait(false);
        return rows;
    }
}
