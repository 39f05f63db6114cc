using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Execution;

/// <summary>What is not emulated is refused by its name, and the message says what to do instead.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public RefusalTests()
    {
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (id NUMBER(10,0)); CREATE VIEW v AS SELECT id FROM t; CREATE STAGE st URL = 's3://b/'");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Theory]
    [InlineData("CREATE STREAM s ON VIEW v", "a stream on a view", "on the view's table")]
    [InlineData("COPY INTO @st/out/ FROM t", "COPY INTO a location", "by a query")]
    [InlineData("ALTER SESSION SET TIMEZONE = 'Europe/Berlin'", "TIMEZONE = Europe/Berlin", "CONVERT_TIMEZONE")]
    [InlineData("CREATE FILE FORMAT f TYPE = AVRO", "file format AVRO", "Parquet, JSON or CSV")]
    [InlineData("SELECT * FROM t PIVOT (SUM(id) FOR id IN (1))", "PIVOT", "run it on an account")]
    public void Refusal_NamesTheFeatureAndTheRemedy(string sql, string feature, string remedy)
    {
        var refusal = Assert.IsType<NotEmulatedException>(_sql.Fails(sql));
        Assert.Contains(feature, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refusal.Message, StringComparison.Ordinal);
    }
}
