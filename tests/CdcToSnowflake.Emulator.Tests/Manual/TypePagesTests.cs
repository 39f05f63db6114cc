using System.Buffers.Binary;
using System.Data.Common;
using System.Text;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Files;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>The columns that a source type gets, and a value's way through the SDK's own file, the pipe and both merges; each test's name begins with the title of the page that has the Snowflake type.</summary>
public sealed class TypePagesTests : IDisposable
{
    private const string Point = "0101000000000000000000F03F0000000000000000";

    private readonly string _folder = Directory.CreateTempSubdirectory("types-").FullName;
    private readonly SnowflakeEmulator _emulator = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(SourceKind.TinyInt, "-128", "NUMBER(3,0)")]
    [InlineData(SourceKind.TinyInt, "127", "NUMBER(3,0)", 1)]
    [InlineData(SourceKind.SmallInt, "-32768", "NUMBER(5,0)")]
    [InlineData(SourceKind.MediumInt, "-8388608", "NUMBER(8,0)")]
    [InlineData(SourceKind.Int, "-2147483648", "NUMBER(10,0)")]
    [InlineData(SourceKind.BigInt, "-9223372036854775808", "NUMBER(19,0)")]
    [InlineData(SourceKind.Year, "2155", "NUMBER(4,0)")]
    [InlineData(SourceKind.Bit, "18446744073709551615", "NUMBER(20,0)", 64)]
    public Task NumericDataTypes_Integers_KeepTheirEnds(SourceKind kind, string value, string type, int precision = 0) => AssertAsync(new SourceType(kind) { Precision = precision }, value, type, value);

    [Theory]
    [InlineData(SourceKind.TinyInt, "255", "NUMBER(3,0)")]
    [InlineData(SourceKind.MediumInt, "16777215", "NUMBER(8,0)")]
    [InlineData(SourceKind.Int, "4294967295", "NUMBER(10,0)")]
    [InlineData(SourceKind.BigInt, "18446744073709551615", "NUMBER(20,0)")]
    public Task NumericDataTypes_UnsignedIntegers_KeepTheirEnds(SourceKind kind, string value, string type) => AssertAsync(new SourceType(kind) { IsUnsigned = true }, value, type, value);

    /// <summary>The page's most is 38 digits, 37 of them after the point: what has more is a text, so that nothing is lost.</summary>
    [Theory]
    [InlineData(10, 2, "-12345678.90", "NUMBER(10,2)")]
    [InlineData(38, 0, "99999999999999999999999999999999999999", "NUMBER(38,0)")]
    [InlineData(38, 37, "1.2345678901234567890123456789012345678", "NUMBER(38,37)")]
    [InlineData(38, 38, "0.12345678901234567890123456789012345678", "VARCHAR(134217728)")]
    [InlineData(39, 0, "999999999999999999999999999999999999999", "VARCHAR(134217728)")]
    [InlineData(65, 30, "-12345678901234567890123456789012345.123456789012345678901234567890", "VARCHAR(134217728)")]
    public Task NumericDataTypes_DecimalsOver38Digits_AreTexts(int precision, int scale, string value, string type) =>
        AssertAsync(new SourceType(SourceKind.Decimal) { Precision = precision, Scale = scale }, value, type, value);

    [Theory]
    [InlineData(SourceKind.Float)]
    [InlineData(SourceKind.Double)]
    public Task NumericDataTypes_FloatAndDouble_AreFloat(SourceKind kind)
    {
        var bytes = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, 0.125);
        return AssertAsync(new SourceType(kind), bytes, "FLOAT", "0.125");
    }

    [Theory]
    [InlineData(SourceKind.Char, "é𝄞 ")]
    [InlineData(SourceKind.VarChar, "")]
    [InlineData(SourceKind.Text, "\\N")]
    [InlineData(SourceKind.Enum, "medium")]
    [InlineData(SourceKind.Set, "a,b")]
    public Task StringAndBinaryDataTypes_Texts_AreVarcharOfTheGreatestLength(SourceKind kind, string value) => AssertAsync(new SourceType(kind) { Length = 20 }, value, "VARCHAR(134217728)", value);

    [Theory]
    [InlineData(SourceKind.Binary)]
    [InlineData(SourceKind.VarBinary)]
    [InlineData(SourceKind.Blob)]
    public Task StringAndBinaryDataTypes_Bytes_AreBinaryOfTheGreatestLength(SourceKind kind) =>
        AssertAsync(new SourceType(kind), [0x00, 0xFF, 0x5C, 0x4E], "BINARY(67108864)", "00FF5C4E");

    /// <summary>A UUID of MariaDB is its bytes in the order in which it is written; types.md reads it so.</summary>
    [Fact]
    public Task StringAndBinaryDataTypes_AUuid_IsItsBytesAndAViewGivesItsForm() => AssertAsync(
        new SourceType(SourceKind.Binary) { Length = 16 }, Convert.FromHexString("123E4567E89B12D3A456426655440000"), "BINARY(67108864)", "123e4567-e89b-12d3-a456-426655440000",
        "LOWER(CONCAT_WS('-', SUBSTR(HEX_ENCODE(V), 1, 8), SUBSTR(HEX_ENCODE(V), 9, 4), SUBSTR(HEX_ENCODE(V), 13, 4), SUBSTR(HEX_ENCODE(V), 17, 4), SUBSTR(HEX_ENCODE(V), 21)))");

    /// <summary>MySQL's form is an SRID, then the WKB: here POINT(1 0).</summary>
    [Fact]
    public Task StringAndBinaryDataTypes_AGeometry_IsItsWkbAsBinary() => AssertAsync(
        new SourceType(SourceKind.Geometry), Convert.FromHexString("00000000" + Point), "BINARY(67108864)", Point);

    [Theory]
    [InlineData(SourceKind.Time, "-838:59:59.000001", "VARCHAR(134217728)", "-838:59:59.000001")]
    [InlineData(SourceKind.Date, "9999-12-31", "DATE", "9999-12-31 00:00:00")]
    [InlineData(SourceKind.DateTime, "2026-03-29 02:30:00.000001", "TIMESTAMP_NTZ(6)", "2026-03-29 02:30:00.000001")]
    [InlineData(SourceKind.Timestamp, "1767323045.000001", "TIMESTAMP_TZ(6)", "2026-01-02 03:04:05.000001+00:00")]
    public Task DateAndTimeDataTypes_TimesBeyondADayAreTexts_InstantsAreAtUtc(SourceKind kind, string value, string type, string expected) => AssertAsync(new SourceType(kind) { Scale = 6 }, value, type, expected);

    [Fact]
    public Task SemiStructuredDataTypes_Json_IsAVariantAndNoText() => AssertAsync(new SourceType(SourceKind.Json), """{"a": [1, null, "é"]}""", "VARIANT", "OBJECT|é", "TYPEOF(V), V:a[2]::VARCHAR");

    /// <summary>The page's VECTOR holds exactly as many numbers as it says, 4,096 at the most; MySQL's up to as many, 16,383 at the most. So it is an ARRAY, which a view casts where the number of numbers is right.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16_383)]
    public Task VectorDataTypes_AVectorOfTwoNumbers_IsAnArrayHoweverManyWereDeclared(int declared)
    {
        var bytes = new byte[2 * sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, 0.5f);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float)), -2);
        return AssertAsync(
            new SourceType(SourceKind.Vector) { Precision = declared }, bytes, "ARRAY", "0.5|-2|true|true",
            "V[0]::FLOAT, V[1]::FLOAT, IFF(ARRAY_SIZE(V) = 2, V, NULL)::VECTOR(FLOAT, 2) IS NOT NULL, IFF(ARRAY_SIZE(V) = 3, V, NULL)::VECTOR(FLOAT, 3) IS NULL");
    }

    /// <summary>"String &amp; binary data types": its own two tables, described as it shows.</summary>
    [Fact]
    public void StringAndBinaryDataTypes_DefaultLengths_AreThoseOfItsExamples()
    {
        using var sql = _emulator.OpenIn();
        sql.Run("CREATE OR REPLACE TABLE test_text (vm VARCHAR(134217728), vd VARCHAR, v50 VARCHAR(50), cm CHAR(134217728), cd CHAR, c10 CHAR(10), sm STRING(134217728), sd STRING, s20 STRING(20), tm TEXT(134217728), td TEXT, t30 TEXT(30))");
        Assert.Equal(
            "134217728 16777216 50 134217728 1 10 134217728 16777216 20 134217728 16777216 30".Split(' ').Select(length => $"VARCHAR({length})"),
            sql.Rows("DESC TABLE test_text ->> SELECT \"type\" FROM $1"));
        sql.Run("CREATE OR REPLACE TABLE test_binary (bd BINARY, b100 BINARY(100), vbd VARBINARY)");
        Assert.Equal(["BINARY(8388608)", "BINARY(100)", "BINARY(8388608)"], sql.Rows("DESC TABLE test_binary ->> SELECT \"type\" FROM $1"));
        sql.Fails("CREATE TABLE longer (v VARCHAR(134217729))");
        sql.Fails("CREATE TABLE longer (v BINARY(67108865))");
    }

    [Fact]
    public void StringAndBinaryDataTypes_KeysThatDifferInCaseAccentOrBlanks_AreOtherKeys()
    {
        using var sql = _emulator.OpenIn();
        sql.Run("CREATE TABLE k (v VARCHAR); INSERT INTO k VALUES ('a'); MERGE INTO k USING (SELECT column1 AS v FROM VALUES ('a'), ('A'), ('á'), ('a ')) AS s ON k.v = s.v WHEN NOT MATCHED THEN INSERT VALUES (s.v)");
        Assert.Equal("4", sql.One("SELECT COUNT(DISTINCT v) FROM k"));
        Assert.Equal("4", sql.One("SELECT COUNT(*) FROM k"));
    }

    [Theory]
    [InlineData("GEOGRAPHY")]
    [InlineData("GEOMETRY")]
    public void GeospatialDataTypes_WhichStandardStreamsDontCarry_RefusedByName(string type)
    {
        using var sql = _emulator.OpenIn();
        Assert.Equal($"type {type}", Assert.IsType<NotEmulatedException>(sql.Fails($"CREATE TABLE g (v {type})")).Feature);
    }

    private Task AssertAsync(SourceType type, string value, string columnType, string expected, string select = "V") => AssertAsync(type, Encoding.UTF8.GetBytes(value), columnType, expected, select);

    private async Task AssertAsync(SourceType type, byte[] value, string columnType, string expected, string select = "V")
    {
        var store = await _emulator.WatchAsync(new FolderObjectStore(_folder), Cancellation);
        SourceTable table = new("shop", "t", [new SourceColumn("id", new SourceType(SourceKind.Int), false), new SourceColumn("v", type, true)], ["id"]);
        WarehouseModel model = new([new BrandModel("b", store.Location.AbsoluteUri + StorePath.Brand("b"), [table])]);
        await (await new WarehousePlanner(_emulator, new SqlOptions()).PlanAsync(model, Cancellation)).ApplyAsync(_emulator, cancellationToken: Cancellation);
        using (CutWriter cut = new(store, new ManifestLog(store, "b"), "b", () => "w", new CutOptions { ZeroDates = new ZeroDatePolicy(ZeroDates.Error) }, TimeProvider.System))
        {
            CutTarget target = new(table, CutTarget.NoLabels(table));
            cut.Append(target, new QueriedRow([.. Column("1"u8.ToArray()), .. Column(value)]), RowOp.Snapshot, 1);
            cut.Append(target, new QueriedRow([.. Column("2"u8.ToArray()), .. Column(null)]), RowOp.Snapshot, 1);
            await (await cut.SealAsync(new BinlogPosition("f", 4), null, UnsettledTables.None, Cancellation)).CommitAsync(Cancellation);
        }

        await _emulator.DrainAsync(Cancellation);
        await using var sql = await _emulator.OpenConnectionAsync(Cancellation);
        Assert.Equal(columnType, TypeOf(sql, "B_DB.STG_SCHEMA.T"));
        foreach (var mirror in new[] { "B_DB.RAW_SCHEMA.T", "CI_DB.CI_SCHEMA.T" })
        {
            Assert.Equal(columnType, TypeOf(sql, mirror));
            Assert.Equal(expected, sql.One($"SELECT {select} FROM {mirror} WHERE ID = 1"));
            Assert.Equal("true", sql.One($"SELECT V IS NULL FROM {mirror} WHERE ID = 2"));
        }
    }

    private static string TypeOf(DbConnection sql, string table) => sql.One($"DESC TABLE {table} ->> SELECT \"type\" FROM $1 WHERE \"name\" = 'V'");

    private static byte[] Column(byte[]? value)
    {
        var bytes = new byte[QueriedRow.LengthBytes + (value?.Length ?? 0)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value?.Length ?? QueriedRow.NullLength);
        value?.CopyTo(bytes, QueriedRow.LengthBytes);
        return bytes;
    }
}
