using System.Data.Common;
using System.Numerics;

namespace CdcToSnowflake.Emulator.Tests.Server;

public sealed class ReaderTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public ReaderTests() => _sql = _emulator.OpenIn();

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    private object Value(string expression)
    {
        using var command = _sql.CreateCommand();
        command.CommandText = "SELECT " + expression;
        return command.ExecuteScalar()!;
    }

    [Fact]
    public void Values_AreExactAndOfTheirType()
    {
        Assert.Equal(5L, Value("5::NUMBER(10,0)"));
        Assert.Equal(18446744073709551615m, Value("18446744073709551615::NUMBER(20,0)"));
        Assert.Equal(BigInteger.Parse("99999999999999999999999999999999999999", System.Globalization.CultureInfo.InvariantCulture), Value("99999999999999999999999999999999999999::NUMBER(38,0)"));
        Assert.Equal(-12345.67m, Value("-12345.67::NUMBER(12,2)"));
        Assert.Equal("-1234567890123456789012345678.0123456789", Value("'-1234567890123456789012345678.0123456789'::NUMBER(38,10)"));
        Assert.Equal(0.1m, Value("0.1::NUMBER(38,10)"));
        Assert.Equal(1.5, Value("1.5::FLOAT"));
        Assert.Equal(true, Value("TRUE"));
        Assert.Equal("é", Value("'é'"));
        Assert.Equal(new byte[] { 0xAB, 0xCD }, Value("TO_BINARY('ABCD', 'HEX')"));
        Assert.Equal(new DateTime(2026, 2, 3), Value("'2026-02-03'::DATE"));
        Assert.Equal(new DateTime(2026, 2, 3, 4, 5, 6).AddMicroseconds(789), Value("'2026-02-03 04:05:06.000789'::TIMESTAMP_NTZ(6)"));
        Assert.Equal(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero), Value("'2026-02-03 04:05:06+00:00'::TIMESTAMP_TZ(6)"));
        Assert.Equal(DBNull.Value, Value("NULL"));
    }

    [Fact]
    public void Labels_AreSnowflakes()
    {
        using var command = _sql.CreateCommand();
        command.CommandText = "SELECT 1 AS a, 2 AS \"b\", 3 AS \"a\"";
        using var reader = command.ExecuteReader();
        Assert.Equal(["A", "b", "a"], Enumerable.Range(0, 3).Select(reader.GetName));
        Assert.True(reader.Read());
        Assert.Equal((1, 3), (reader.GetInt32(reader.GetOrdinal("A")), reader.GetInt32(reader.GetOrdinal("a"))));
    }

    [Fact]
    public void Parameters_PositionalAndNamed_AreValuesNeverText()
    {
        _sql.Run("CREATE TABLE t (v VARCHAR, n NUMBER(38,5), b BINARY)");
        using var command = _sql.CreateCommand();
        command.CommandText = "INSERT INTO t SELECT ?, ?, ?";
        foreach (var value in new object[] { "'; DROP TABLE t; --", 12345678901234567890.12345m, new byte[] { 1, 2 } })
        {
            var parameter = command.CreateParameter();
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        Assert.Equal(1, command.ExecuteNonQuery());
        using var named = _sql.CreateCommand();
        named.CommandText = "SELECT n, b FROM t WHERE v = :wanted";
        var wanted = named.CreateParameter();
        (wanted.ParameterName, wanted.Value) = ("wanted", "'; DROP TABLE t; --");
        named.Parameters.Add(wanted);
        using var reader = named.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(12345678901234567890.12345m, reader.GetDecimal(0));
        Assert.Equal(new byte[] { 1, 2 }, reader.GetValue(1));
    }

    [Fact]
    public void SeveralStatements_EachHasItsResult()
    {
        using var command = _sql.CreateCommand();
        command.CommandText = "SELECT 1; CREATE TABLE t (id NUMBER(5,0)); INSERT INTO t VALUES (1), (2); SELECT COUNT(*) FROM t";
        using var reader = command.ExecuteReader();
        var first = new List<string>();
        do
        {
            Assert.True(reader.Read());
            first.Add(reader.GetString(0));
        }
        while (reader.NextResult());
        Assert.Equal(["1", "Table T successfully created.", "2", "2"], first);
        Assert.Equal(2, reader.RecordsAffected);
    }

    [Fact]
    public void HasRows_AskedAtAnyTime_MovesNothing()
    {
        using var command = _sql.CreateCommand();
        command.CommandText = "SELECT 1 UNION ALL SELECT 2 ORDER BY 1; SELECT 3 WHERE FALSE";
        using var reader = command.ExecuteReader();
        Assert.True(reader.HasRows);
        var seen = new List<long>();
        while (reader.Read())
        {
            Assert.True(reader.HasRows);
            seen.Add(reader.GetInt64(0));
        }

        Assert.True(reader.HasRows);
        Assert.Equal([1, 2], seen);
        Assert.True(reader.NextResult());
        Assert.False(reader.HasRows);
        Assert.False(reader.Read());
    }

    [Fact]
    public void Parameters_ThatWouldChange_AreRefused()
    {
        Assert.Equal("2026-01-02 03:04:05.000006+00:00", Bound(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(6)));
        Assert.Contains("offset", Assert.Throws<NotEmulatedException>(() => Bound(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)))).Message, StringComparison.Ordinal);
        foreach (object value in new object[] { new DateTime(2026, 1, 2).AddTicks(1), new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero).AddTicks(1), new TimeOnly(1), new TimeSpan(1) })
        {
            Assert.Contains("microsecond", Assert.Throws<NotEmulatedException>(() => Bound(value)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(100108, Assert.Throws<SnowflakeException>(() => Bound(TimeSpan.FromHours(25))).Number);
    }

    private string Bound(object value)
    {
        using var command = _sql.CreateCommand();
        command.CommandText = "SELECT ?";
        var parameter = command.CreateParameter();
        parameter.Value = value;
        command.Parameters.Add(parameter);
        return command.ExecuteScalar() is DateTimeOffset time ? time.ToString("yyyy-MM-dd HH:mm:ss.ffffffzzz", System.Globalization.CultureInfo.InvariantCulture) : string.Empty;
    }
}
