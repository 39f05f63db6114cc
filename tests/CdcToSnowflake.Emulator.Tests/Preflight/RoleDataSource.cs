using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Preflight;

/// <summary>The emulator's connections with another role.</summary>
internal sealed class RoleDataSource(SnowflakeEmulator emulator, string role) : DbDataSource
{
    public override string ConnectionString => emulator.ConnectionString;

    protected override DbConnection CreateDbConnection() => throw new NotSupportedException("Only open connections are given out.");

    protected override DbConnection OpenDbConnection()
    {
        var connection = emulator.OpenConnection();
        connection.Run($"USE SECONDARY ROLES NONE; USE ROLE \"{role}\"");
        return connection;
    }

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken)
    {
        var connection = await emulator.OpenConnectionAsync(cancellationToken);
        connection.Run($"USE SECONDARY ROLES NONE; USE ROLE \"{role}\"");
        return connection;
    }
}
