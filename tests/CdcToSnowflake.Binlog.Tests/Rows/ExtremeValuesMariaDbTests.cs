using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary><see cref="ExtremeValues"/> on MariaDB; and its temporal types of before 10.0, which it can still make.</summary>
[Collection(MariaDbCollection.Name)]
public sealed class ExtremeValuesMariaDbTests(MariaDbFixture mariaDb)
{
    [Theory]
    [InlineData("ON", 6)]
    [InlineData("OFF", 0)] // MariaDB 5.3's fractions are logged without their length: no reader can follow them
    public async Task ReadAsync_ExtremeValues_EqualSelect(string mysql56TemporalFormat, int maxFraction)
    {
        await mariaDb.Server.ExecuteAsync($"SET GLOBAL mysql56_temporal_format = {mysql56TemporalFormat}");
        try
        {
            await GeneratedRows.CheckAsync(mariaDb.Server, [.. ExtremeValues.Tables(maxFraction)], ExtremeValues.Sessions, hasNames: true);
        }
        finally
        {
            await mariaDb.Server.ExecuteAsync("SET GLOBAL mysql56_temporal_format = ON");
        }
    }
}
