using System.Data.Common;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Sql.Accounts;

namespace OwnerApp.Accounts;

/// <summary>Sessions of the embedded Snowflake.</summary>
internal sealed class EmbeddedRoles(SnowflakeEmulator snowflake) : IRoleConnections
{
    public DbDataSource Own => snowflake;

    // Nobody bills it.
    public TimeSpan Fresh => TimeSpan.FromSeconds(2);

    // Its views don't lag.
    public CostPeriod LastKnown(TimeSpan length, TimeProvider clock) => new(clock.GetUtcNow() - length, clock.GetUtcNow());

    public async Task<DbConnection> OpenAsync(string? role, CancellationToken cancellationToken)
    {
        var connection = snowflake.CreateConnection();
        connection.ConnectionString = role is null ? "" : new DbConnectionStringBuilder { ["role"] = role, ["warehouse"] = WarehouseOptions.Api.Name }.ConnectionString;
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
