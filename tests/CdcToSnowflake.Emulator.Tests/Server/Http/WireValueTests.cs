using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Numerics;
using CdcToSnowflake.Emulator.Server.Http;
using CsCheck;

namespace CdcToSnowflake.Emulator.Tests.Server.Http;

public sealed class WireValueTests : IAsyncLifetime
{
    private readonly WireServer _wire = new(new EmulatorServerOptions { RowsPerPartition = 10 }, options => options with { Database = "D" });
    private DbConnection _direct = null!;
    private DbConnection _sql = null!;

    public async ValueTask InitializeAsync()
    {
        _direct = _wire.Direct();
        _sql = await _wire.Source.OpenConnectionAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _sql.DisposeAsync();
        await _direct.DisposeAsync();
        await _wire.DisposeAsync();
    }

    [Theory]
    [InlineData("5::NUMBER(10,0)")]
    [InlineData("18446744073709551615::NUMBER(20,0)")]
    [InlineData("-99999999999999999999999999999999999999::NUMBER(38,0)")]
    [InlineData("-12345.60::NUMBER(12,2)")]
    [InlineData("'-1234567890123456789012345678.0123456789'::NUMBER(38,10)")]
    [InlineData("0.1::NUMBER(38,37)")]
    [InlineData("1.5e300::FLOAT")]
    [InlineData("'NaN'::FLOAT")]
    [InlineData("'-inf'::FLOAT")]
    [InlineData("TRUE")]
    [InlineData("FALSE")]
    [InlineData("'é \"\\\\ \\n 𝄞'")]
    [InlineData("''")]
    [InlineData("TO_BINARY('ABCD', 'HEX')")]
    [InlineData("'2026-02-03'::DATE")]
    [InlineData("'0001-01-01'::DATE")]
    [InlineData("'9999-12-31'::DATE")]
    [InlineData("'23:59:59.123456'::TIME(6)")]
    [InlineData("'2026-02-03 04:05:06.000789'::TIMESTAMP_NTZ(6)")]
    [InlineData("'1969-12-31 23:59:59.5'::TIMESTAMP_NTZ(6)")]
    [InlineData("'2026-02-03 04:05:06+00:00'::TIMESTAMP_LTZ(6)")]
    [InlineData("'2026-02-03 04:05:06+00:00'::TIMESTAMP_TZ(6)")]
    [InlineData("PARSE_JSON('{\"a\":[1,2.50,null,\"é\"]}')")]
    [InlineData("NULL")]
    public async Task Value_OverTheWire_IsTheEmulatorsOwn(string expression)
    {
        using var expected = Reader(_direct, "SELECT " + expression + " AS v");
        await using var actual = Reader(_sql, "SELECT " + expression + " AS v");
        Assert.True(expected.Read());
        Assert.True(await actual.ReadAsync());
        Assert.Equal(expected.GetValue(0), actual.GetValue(0));
        Assert.Equal(expected.GetValue(0).GetType(), actual.GetValue(0).GetType());
        Assert.Equal(expected.GetName(0), actual.GetName(0));
        Assert.Equal(expected.GetFieldType(0), actual.GetFieldType(0));
    }

    public static TheoryData<string, object?, DbType> Bound => new()
    {
        { "NUMBER(38,0)", BigInteger.Parse("-99999999999999999999999999999999999999", CultureInfo.InvariantCulture), DbType.Object },
        { "NUMBER(38,5)", 12345678901234567890.12345m, DbType.Object },
        { "NUMBER(20,0)", (decimal)ulong.MaxValue, DbType.Object },
        { "NUMBER(18,0)", -5L, DbType.Object },
        { "FLOAT", 0.1, DbType.Object },
        { "VARCHAR", "'; DROP TABLE t; -- é𝄞\n\\", DbType.Object },
        { "VARCHAR", "", DbType.Object },
        { "BOOLEAN", true, DbType.Object },
        { "TIMESTAMP_NTZ(6)", new DateTime(1969, 12, 31, 23, 59, 59, 999).AddMicroseconds(999), DbType.Object },
        { "TIMESTAMP_TZ(6)", new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero), DbType.Object },
        { "DATE", new DateTime(1, 1, 1), DbType.Date },
        { "TIME(6)", new TimeSpan(0, 23, 59, 59, 999, 999), DbType.Object },
        { "NUMBER(18,0)", null, DbType.Int64 },
        { "VARCHAR", null, DbType.Object },
        { "DATE", null, DbType.Date },
        { "TIMESTAMP_TZ(6)", null, DbType.DateTimeOffset },
        { "BOOLEAN", null, DbType.Boolean },
    };

    [Theory]
    [MemberData(nameof(Bound))]
    public async Task Binding_OfEachType_ComesBackAsItWas(string type, object? value, DbType dbType)
    {
        _direct.Run($"CREATE OR REPLACE TABLE t (v {type})");
        await using (var insert = _sql.CreateCommand())
        {
            insert.CommandText = "INSERT INTO t VALUES (?)";
            var parameter = insert.CreateParameter();
            (parameter.Value, parameter.DbType) = (value, dbType);
            insert.Parameters.Add(parameter);
            Assert.Equal(1, await insert.ExecuteNonQueryAsync());
        }

        foreach (var connection in new[] { _direct, _sql })
        {
            using var reader = Reader(connection, "SELECT v FROM t");
            Assert.True(reader.Read());
            Assert.Equal(value ?? DBNull.Value, reader.GetValue(0));
        }
    }

    [Fact]
    public async Task Binding_OfBytes_IsHexadecimalText()
    {
        _direct.Run("CREATE TABLE t (v BINARY)");
        await using var insert = _sql.CreateCommand();
        insert.CommandText = "INSERT INTO t SELECT TO_BINARY(?, 'HEX')";
        var parameter = insert.CreateParameter();
        parameter.Value = new byte[] { 0xAB, 0x0C };
        insert.Parameters.Add(parameter);
        await insert.ExecuteNonQueryAsync();
        Assert.Equal("AB0C", _direct.One("SELECT v FROM t"));
    }

    [Fact]
    public async Task Binding_ByName_IsFound()
    {
        await using var command = _sql.CreateCommand();
        command.CommandText = "SELECT :second, :first, ?";
        foreach (var (name, value) in new[] { ("first", "1st"), ("second", "2nd"), ("1", "positional") })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal(("2nd", "1st", "positional"), (reader.GetString(0), reader.GetString(1), reader.GetString(2)));
    }

    [Fact]
    public void Results_OfAnySize_ArriveWholeAndInOrder() => Gen.Int[0, 65].Sample(
        rows =>
        {
            _direct.Run("CREATE OR REPLACE TABLE numbers (n NUMBER(9,0), s VARCHAR)");
            if (rows > 0)
            {
                _direct.Run("INSERT INTO numbers VALUES " + string.Join(",", Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? $"({i}, NULL)" : $"({i}, 'é{i}')")));
            }

            var before = _wire.Server.Requests.Count;
            Assert.Equal(_direct.Rows("SELECT n, s FROM numbers ORDER BY n"), _sql.Rows("SELECT n, s FROM numbers ORDER BY n"));
            // One request for each further ten rows, beside those that ask whether the statement has ended.
            var partitions = _wire.Server.Requests.Skip(before).Select(request => request.Query.GetValueOrDefault("partition")).OfType<string>();
            Assert.Equal(Enumerable.Range(1, Math.Max(0, ((rows + 9) / 10) - 1)).Select(n => n.ToString(CultureInfo.InvariantCulture)), partitions);
        },
        iter: 30,
        threads: 1);

    [Fact]
    public async Task Dml_TellsTheRowsAffected()
    {
        _direct.Run("CREATE TABLE t (id NUMBER(5,0), v NUMBER(5,0)); INSERT INTO t VALUES (1, 1), (2, 2), (3, 3)");
        async Task<int> RunAsync(string sql)
        {
            await using var command = _sql.CreateCommand();
            command.CommandText = sql;
            return await command.ExecuteNonQueryAsync();
        }

        Assert.Equal(2, await RunAsync("INSERT INTO t VALUES (4, 4), (5, 5)"));
        Assert.Equal(3, await RunAsync("UPDATE t SET v = 0 WHERE id <= 3"));
        Assert.Equal(1, await RunAsync("DELETE FROM t WHERE id = 5"));
        Assert.Equal(0, await RunAsync("DELETE FROM t WHERE id = 5"));
        Assert.Equal(5, await RunAsync("MERGE INTO t USING (SELECT 9 AS id UNION ALL SELECT id FROM t) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = 7 WHEN NOT MATCHED THEN INSERT VALUES (s.id, 0)"));
        Assert.Equal(-1, await RunAsync("SELECT * FROM t"));
        Assert.Equal(-1, await RunAsync("CREATE TABLE u (id NUMBER(5,0))"));
    }

    private static DbDataReader Reader(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteReader();
    }
}
