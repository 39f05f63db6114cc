using System.Collections.Concurrent;
using System.Data.Common;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Warehouse.Connections;
using Microsoft.Extensions.Options;

namespace OwnerApp.Accounts;

/// <summary>Connections to a real account: the service's, with the role in the place of its own.</summary>
internal sealed class AccountRoles(IOptions<CdcOptions> options) : IRoleConnections, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, DbDataSource> _sources = new(StringComparer.Ordinal);

    public DbDataSource Own => _sources.GetOrAdd("", Source);

    // As long as a warehouse is billed for at least, each time that it is woken.
    public TimeSpan Fresh => TimeSpan.FromMinutes(1);

    public CostPeriod LastKnown(TimeSpan length, TimeProvider clock) => CostPeriod.Last(length, clock);

    public async Task<DbConnection> OpenAsync(string? role, CancellationToken cancellationToken) =>
        await _sources.GetOrAdd(role ?? "", Source).OpenConnectionAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources.Values)
        {
            await source.DisposeAsync();
        }
    }

    private DbDataSource Source(string role)
    {
        var snowflake = options.Value.Snowflake;
        var words = new DbConnectionStringBuilder { ConnectionString = snowflake.ConnectionString };
        if (role.Length > 0)
        {
            words["role"] = role;
            words["warehouse"] = WarehouseOptions.Api.Name;
        }

        return SnowflakeDataSource.Create(words.ConnectionString!, snowflake.Provider);
    }
}
