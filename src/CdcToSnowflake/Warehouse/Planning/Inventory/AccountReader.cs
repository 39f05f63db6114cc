using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>Asks for what stands beside the databases, so far as the options ask for it: warehouses, monitors, integrations, roles, tags, the budget.</summary>
internal sealed class AccountReader(InventoryQuestions questions, SnowflakeSql sql, AccountOptions account, WarehouseInventory found)
{
    /// <summary>Asks for what isn't known yet.</summary>
    /// <param name="names">The names of the model.</param>
    /// <param name="brands">The brands whose databases' tags are asked for, beside CI's.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task ReadAsync(SqlNames names, IReadOnlyList<BrandModel> brands, CancellationToken cancellationToken) => questions.WithConnectionAsync(
        async connection =>
        {
            if (!found.IsAccountRead)
            {
                await WarehousesAsync(connection, cancellationToken).ConfigureAwait(false);
                await IntegrationsAsync(connection, cancellationToken).ConfigureAwait(false);
                await RolesAsync(connection, cancellationToken).ConfigureAwait(false);
                await CostsAsync(connection, names.Ci, cancellationToken).ConfigureAwait(false);
                found.IsAccountRead = true;
            }
            await OwnersAsync(connection, cancellationToken).ConfigureAwait(false);
            await TagsAsync(connection, names, brands, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task WarehousesAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (account.ResourceMonitor is { } monitor)
        {
            await questions.ShowAsync(connection, "resource monitors", null, row => Take(row, monitor.Name, found.Monitors, AccountSettings.OfMonitor), cancellationToken).ConfigureAwait(false);
        }
        HashSet<string> wanted = [.. account.Made.Select(warehouse => warehouse.Name)];
        if (wanted.Count == 0)
        {
            return;
        }
        await questions.ShowAsync(connection, "warehouses", null, row => Take(row, wanted.Contains(row.Text("name")) ? row.Text("name") : "", found.Warehouses, AccountSettings.OfWarehouse), cancellationToken).ConfigureAwait(false);
        foreach ((ObjectName warehouse, Dictionary<string, string> settings) in found.Warehouses)
        {
            await questions.AskAsync(connection, sql.ShowParameters(warehouse.Parts[0]), row => settings[row.Text("key")] = row.Text("value"), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task IntegrationsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        HashSet<string> wanted = [.. new[] { account.Storage?.Name, account.Errors?.Name }.OfType<string>()];
        if (wanted.Count == 0)
        {
            return;
        }
        await questions.ShowAsync(connection, "integrations", null, row => Take(row, wanted.Contains(row.Text("name")) ? row.Text("name") : "", found.Integrations, _ => []), cancellationToken).ConfigureAwait(false);
        foreach ((ObjectName integration, Dictionary<string, string> properties) in found.Integrations)
        {
            await questions.AskAsync(
                connection, sql.DescribeIntegration(integration.Parts[0]), row => properties[row.Text("property")] = row.Text("property_value"), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RolesAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (account.Roles is not { } roles)
        {
            return;
        }
        await questions.ShowAsync(connection, "roles", null, row => found.Roles.Add(new ObjectName(row.Text("name"))), cancellationToken).ConfigureAwait(false);
        // A role that isn't there yet the plan makes, and gives to its parent alone.
        if ((found.Roles.Contains(new ObjectName(roles.Loader)) ? roles.Loader : roles.Parent) is { } asked && found.Roles.Contains(new ObjectName(asked)))
        {
            await questions.AskAsync(connection, sql.AskRole(asked), row => found.HoldsLoader = row.Flag("IS_HELD"), cancellationToken).ConfigureAwait(false);
        }
        await questions.AskAsync(connection, sql.DescribeSession(), row => found.Planner = row.Text("ROLE"), cancellationToken).ConfigureAwait(false);
        foreach (string role in roles.All.Where(role => found.Roles.Contains(new ObjectName(role))))
        {
            await questions.AskAsync(
                connection, sql.ShowGrants(role, "to"), row => found.Grants.Add(GrantFact.Of(role, row.Text("privilege"), row.Text("granted_on"), row.Text("name"), isFuture: false)), cancellationToken).ConfigureAwait(false);
            await questions.AskAsync(
                connection, sql.ShowGrants(role, "future"), row => found.Grants.Add(GrantFact.Of(role, row.Text("privilege"), row.Text("grant_on"), row.Text("name"), isFuture: true)), cancellationToken).ConfigureAwait(false);
            await questions.AskAsync(
                connection, sql.ShowGrants(role, "of"),
                row =>
                {
                    if (row.Text("granted_to") == "ROLE")
                    {
                        found.Grants.Add(new GrantFact(row.Text("grantee_name"), "USAGE", "ROLE", new ObjectName(role), IsFuture: false));
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task OwnersAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (account.Roles is not { } roles || !found.HoldsLoader)
        {
            return;
        }
        foreach (string owner in found.Pipes.Values.Select(pipe => pipe.Owner).Where(owner => owner.Length > 0 && owner != roles.Loader && !found.Owners.ContainsKey(owner)).Distinct(StringComparer.Ordinal).ToList())
        {
            await questions.AskAsync(connection, sql.AskRole(owner), row => found.Owners[owner] = row.Flag("IS_HELD"), cancellationToken).ConfigureAwait(false);
        }
        // One that somebody paused would go on by being given away.
        await Parallel.ForEachAsync(
            found.Pipes.Where(pipe => pipe.Value is { IsBegun: false, IsPaused: null } && pipe.Value.Owner != roles.Loader && found.Owners.GetValueOrDefault(pipe.Value.Owner)).ToList(),
            new ParallelOptions { MaxDegreeOfParallelism = InventoryReader.AtOnce, CancellationToken = cancellationToken },
            async (pipe, stop) => await questions.WithConnectionAsync(
                one => questions.AskAsync(one, sql.AskPipe(pipe.Key), row => found.Pipes[pipe.Key] = pipe.Value with { IsPaused = row.Text("STATE") == "PAUSED" }, stop), stop).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task CostsAsync(DbConnection connection, ObjectName ci, CancellationToken cancellationToken)
    {
        if (account.CostTag is null || !found.Schemas.Contains(ci))
        {
            return;
        }
        await questions.ShowAsync(connection, "tags", ci, row => found.Tags.Add(ci.With(row.Text("name"))), cancellationToken).ConfigureAwait(false);
        if (account.Budget is not null)
        {
            await questions.ShowAsync(connection, "budgets", ci, row => found.Budgets[ci.With(row.Text("name"))] = row.Text("comment"), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TagsAsync(DbConnection connection, SqlNames names, IReadOnlyList<BrandModel> brands, CancellationToken cancellationToken)
    {
        if (account.CostTag is not { } costTag || names.Ci.With(costTag.Name) is var tag && !found.Tags.Contains(tag))
        {
            return;
        }
        foreach (ObjectName database in brands.Select(brand => names.BrandDatabase(brand.Id)).Append(names.CiDatabase).Where(database => found.Databases.Contains(database) && !found.DatabaseTags.ContainsKey(database)).ToList())
        {
            await questions.AskAsync(connection, sql.TagValue(tag, database, isWarehouse: false), row => found.DatabaseTags[database] = row.TextOrNull("VALUE"), cancellationToken).ConfigureAwait(false);
        }
        foreach (ObjectName warehouse in found.Warehouses.Keys.Where(warehouse => !found.WarehouseTags.ContainsKey(warehouse)))
        {
            await questions.AskAsync(connection, sql.TagValue(tag, warehouse, isWarehouse: true), row => found.WarehouseTags[warehouse] = row.TextOrNull("VALUE"), cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Take(InventoryRow row, string wanted, Dictionary<ObjectName, Dictionary<string, string>> found, Func<InventoryRow, Dictionary<string, string>> read)
    {
        if (wanted.Length > 0 && row.Text("name") == wanted)
        {
            found[new ObjectName(wanted)] = read(row);
        }
    }
}
