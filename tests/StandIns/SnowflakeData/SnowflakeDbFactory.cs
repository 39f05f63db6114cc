using System.Data.Common;

namespace Snowflake.Data.Client;

/// <summary>As the driver has it: no static Instance.</summary>
public sealed class SnowflakeDbFactory : DbProviderFactory
{
    public override DbConnection CreateConnection() => new SnowflakeDbConnection();
}
