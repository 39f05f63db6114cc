using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <inheritdoc cref="GeneratedRowsMySqlTests"/>
[Collection(NewerMariaDbCollection.Name)]
public sealed class GeneratedRowsNewerMariaDbTests(NewerMariaDbFixture mariaDb)
{
    [Theory]
    [MemberData(nameof(GeneratedRowsMariaDb.GlobalSettings), MemberType = typeof(GeneratedRowsMariaDb))]
    public Task ReadAsync_GeneratedTables_EqualsSelectAndMariaDbBinlog(string metadata, string compression, string checksum) =>
        GeneratedRowsMariaDb.CheckAsync(mariaDb.Server, metadata, compression, checksum);
}
