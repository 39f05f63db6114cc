using CdcToSnowflake.Binlog.Tests.Servers;
using CsCheck;
using MySqlConnector;

namespace CdcToSnowflake.Binlog.Tests.Positions;

/// <summary>GTID sets against the server's own functions.</summary>
[Collection(MySqlCollection.Name)]
public sealed class GtidSetMySqlTests(MySqlFixture mySql)
{
    [Fact]
    public async Task AnySets_CanonicalTextUnionAndSubset_EqualTheServers()
    {
        await using var connection = await mySql.Server.OpenAsync();
        await Gen.Select(GtidSetTests.Intervals, GtidSetTests.Intervals).SampleAsync(
            async (first, second) =>
            {
                var (a, b) = (GtidSetTests.Of(first), GtidSetTests.Of(second));
                await using var command = new MySqlCommand("SELECT GTID_SUBTRACT(@a, ''), GTID_SUBSET(@b, @a), GTID_SUBSET(@b, CONCAT_WS(',', NULLIF(@a, ''), NULLIF(@b, '')))", connection);
                command.Parameters.AddWithValue("a", a.ToString());
                command.Parameters.AddWithValue("b", b.ToString());
                await using var reader = await command.ExecuteReaderAsync();
                await reader.ReadAsync();
                Assert.Equal(reader.GetString(0).Replace("\n", "", StringComparison.Ordinal), a.ToString());
                Assert.Equal(reader.GetInt32(1) == 1, a.Contains(b));
                var union = a.Copy();
                union.Add(b);
                Assert.True(union.Contains(a) && union.Contains(b));
                Assert.Equal(1, reader.GetInt32(2));
            },
            iter: 300, threads: 1);
    }
}
