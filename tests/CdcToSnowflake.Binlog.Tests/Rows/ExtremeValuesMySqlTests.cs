using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary><see cref="ExtremeValues"/> on MySQL.</summary>
[Collection(MySqlCollection.Name)]
public sealed class ExtremeValuesMySqlTests(MySqlFixture mySql)
{
    [Fact]
    public Task ReadAsync_ExtremeValues_EqualSelect() => GeneratedRows.CheckAsync(mySql.Server, [.. ExtremeValues.Tables()], ExtremeValues.Sessions, hasNames: true);
}
