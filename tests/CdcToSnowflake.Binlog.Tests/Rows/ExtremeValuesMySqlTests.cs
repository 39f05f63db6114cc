using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary><see cref="ExtremeValues"/> on MySQL.</summary>
[Collection(MySqlCollection.Name)]
public sealed class ExtremeValuesMySqlTests(MySqlFixture mySql)
{
    [Fact]
    public async Task ReadAsync_ExtremeValues_EqualSelect()
    {
        foreach (var table in ExtremeValues.Tables())
        {
            await GeneratedRows.CheckAsync(mySql.Server, table, "extreme_values", "", hasNames: true);
        }
    }
}
