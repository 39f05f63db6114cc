namespace CdcToSnowflake.Binlog.Tests.Servers;

[CollectionDefinition(Name)]
public sealed class MySqlCollection : ICollectionFixture<MySqlFixture>
{
    public const string Name = "MySQL";
}
