using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>The table of "ALTER TABLE … ALTER COLUMN": which types may become which.</summary>
public sealed class AlterColumnPagesTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public AlterColumnPagesTests() => _sql = _emulator.OpenIn();

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Theory]
    [InlineData("VARCHAR(50)", "VARCHAR(100)", "VARCHAR(100)")]
    [InlineData("VARCHAR", "VARCHAR(134217728)", "VARCHAR(134217728)")]
    [InlineData("VARCHAR(50)", "STRING", "VARCHAR(16777216)")]
    [InlineData("STRING", "VARCHAR", "VARCHAR(16777216)")]
    [InlineData("NUMBER(10,2)", "NUMBER(20,2)", "NUMBER(20,2)")]
    [InlineData("NUMBER(10,0)", "INT", "NUMBER(38,0)")]
    public void AlterTableAlterColumn_ATextMayGrowLongerAndANumberMorePrecise(string from, string to, string expected)
    {
        _sql.Run($"CREATE TABLE t (v {from}); INSERT INTO t VALUES ('12'); ALTER TABLE t ALTER COLUMN v SET DATA TYPE {to}");
        Assert.Equal(expected, _sql.One("DESC TABLE t ->> SELECT \"type\" FROM $1"));
        Assert.Equal("12", _sql.One("SELECT v::NUMBER(10,0) FROM t"));
    }

    [Theory]
    [InlineData("VARCHAR(50)", "VARCHAR(25)")]
    [InlineData("VARCHAR(134217728)", "VARCHAR")]
    [InlineData("BINARY(50)", "BINARY(100)")]
    [InlineData("BINARY(50)", "BINARY(25)")]
    [InlineData("BINARY", "BINARY(67108864)")]
    [InlineData("NUMBER(10,2)", "NUMBER(20,4)")]
    [InlineData("VARCHAR(50)", "NUMBER(10,0)")]
    [InlineData("TIMESTAMP_NTZ(3)", "TIMESTAMP_NTZ(6)")]
    public void AlterTableAlterColumn_ABinaryMayNot_NorAnythingBecomeShorterOrAnotherType(string from, string to)
    {
        _sql.Run($"CREATE TABLE t (v {from})");
        Assert.Equal(2262, _sql.Fails($"ALTER TABLE t ALTER COLUMN v SET DATA TYPE {to}").Number);
    }

    /// <summary>Which Snowflake allows where all values fit.</summary>
    [Fact]
    public void AlterTableAlterColumn_ALowerPrecision_RefusedByName()
    {
        _sql.Run("CREATE TABLE t (v NUMBER(20,2))");
        Assert.Equal("a lower precision of a NUMBER column", Assert.IsType<NotEmulatedException>(_sql.Fails("ALTER TABLE t ALTER COLUMN v SET DATA TYPE NUMBER(10,2)")).Feature);
    }
}
