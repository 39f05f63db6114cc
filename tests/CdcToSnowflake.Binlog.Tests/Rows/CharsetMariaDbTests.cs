using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>MariaDB's collations, of which it has its own.</summary>
[Collection(MariaDbCollection.Name)]
public sealed class CharsetMariaDbTests(MariaDbFixture mariaDb)
{
    [Fact]
    public Task CharsetOf_EveryCollation_IsTheServers() => CollationCheck.CheckAsync(
        mariaDb.Server, "SELECT id, character_set_name FROM information_schema.collation_character_set_applicability WHERE id IS NOT NULL ORDER BY id");
}
