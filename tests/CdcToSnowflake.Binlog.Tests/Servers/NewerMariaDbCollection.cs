namespace CdcToSnowflake.Binlog.Tests.Servers;

[CollectionDefinition(Name)]
public sealed class NewerMariaDbCollection : ICollectionFixture<NewerMariaDbFixture>
{
    public const string Name = "MariaDB, newer";
}
