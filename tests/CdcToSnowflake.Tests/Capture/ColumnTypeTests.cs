using System.Globalization;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Files;
using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Files;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>Every column type: what the Parquet file holds is what the server's own SELECT says.</summary>
[Collection(MySqlCollection.Name)]
public sealed class ColumnTypeTests(MySqlFixture mysql)
{
    private const string Table = """
        CREATE TABLE types (
          id INT PRIMARY KEY,
          ti TINYINT, tu TINYINT UNSIGNED, si SMALLINT, su SMALLINT UNSIGNED, mi MEDIUMINT, mu MEDIUMINT UNSIGNED, i INT, iu INT UNSIGNED, bi BIGINT, bu BIGINT UNSIGNED,
          d12 DECIMAL(12,2), d18 DECIMAL(18,0), d19 DECIMAL(19,4), d38 DECIMAL(38,30), d39 DECIMAL(39,4), d65 DECIMAL(65,30),
          f FLOAT, d DOUBLE, b1 BIT(1), b64 BIT(64), y YEAR,
          t0 TIME, t6 TIME(6), da DATE, dt0 DATETIME, dt6 DATETIME(6), ts0 TIMESTAMP NULL, ts3 TIMESTAMP(3) NULL,
          c CHAR(10), v VARCHAR(50), l VARCHAR(20) CHARACTER SET latin1, u VARCHAR(20) CHARACTER SET utf16, tx TEXT, e ENUM('a','b''c','ü'), s SET('x','y','z'),
          bn BINARY(4), vb VARBINARY(20), bl BLOB, j JSON, g GEOMETRY, gs GEOMETRY SRID 4326, ve VECTOR(3)
        );
        """;

    private const string Rows = """
        SET time_zone = '+00:00', sql_mode = '';
        INSERT INTO types (id) VALUES (1);
        INSERT INTO types VALUES (2, -128, 255, -32768, 65535, -8388608, 16777215, -2147483648, 4294967295, -9223372036854775808, 18446744073709551615,
          -9999999999.99, 999999999999999999, -999999999999999.9999, 12345678.123456789012345678901234567890, 99999999999999999999999999999999999.9999, -12345678901234567890123456789012345.123456789012345678901234567890,
          -1.17549435e-38, 1.7976931348623157e308, b'1', b'1111111111111111111111111111111111111111111111111111111111111111', 2155,
          '-838:59:59', '838:59:58.999999', '9999-12-31', '9999-12-31 23:59:59', '1000-01-01 00:00:00.000001', '2038-01-19 03:14:07', '1970-01-01 00:00:01.123',
          'padded    ', 'emoji 😀 ''q"\\,\r\n\t\0', 'naïve €', 'utf16 😀', REPEAT('long ', 1000), 'b''c', 'x,z',
          x'01000000', x'00ff7f', x'', '{"a": [1, 2.5, null, true, "ü😀"], "b": 12345678901234567890, "c": {}}', ST_GeomFromText('POINT(1 -2.5)'), ST_GeomFromText('LINESTRING(10 20, 30 40)', 4326), STRING_TO_VECTOR('[1, -2.5, 3e-7]'));
        INSERT INTO types (id, d12, d38, d39, d65, f, d, b1, b64, y, t0, t6, da, dt0, dt6, ts0, ts3, c, v, e, s, bn, j, g)
          VALUES (3, 0, -0.000000000000000000000000000001, -0.0001, 0, 0.1, -0.1, b'0', b'1000', 0, '00:00:00', '-00:00:00.000001', '1000-01-01', '1969-12-31 23:59:59', '1969-12-31 23:59:59.999999',
            '2024-02-29 12:00:00', '2000-01-01 00:00:00.999', '', '', '', '', x'', 'null', ST_GeomFromText('GEOMETRYCOLLECTION(POINT(0 0),POLYGON((0 0,1 0,1 1,0 0)))'));
        INSERT INTO types (id, t0, t6, e, s, j, ts3) VALUES (4, '-00:00:01', '100:00:00.1', 'ü', 'x,y,z', '"text"', '2012-12-12 12:12:12.1');
        """;

    /// <summary>Column, and the server's expression for what its landing in a file is.</summary>
    private static readonly (string Column, string Expression)[] Expected =
    [
        .. ((string[])["id", "ti", "tu", "si", "su", "mi", "mu", "i", "iu", "bi", "bu", "d12", "d18", "d19", "d38", "d39", "d65"]).Select(c => (c, $"CAST({c} AS CHAR)")),
        ("f", "f + 0e0"), ("d", "d"), ("b1", "CAST(b1 + 0 AS CHAR)"), ("b64", "CAST(b64 + 0 AS CHAR)"), ("y", "CAST(y + 0 AS CHAR)"),
        ("t0", "CAST(t0 AS CHAR)"), ("t6", "CAST(t6 AS CHAR)"), ("da", "CAST(da AS CHAR)"),
        ("dt0", "CAST(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', dt0) AS CHAR)"), ("dt6", "CAST(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', dt6) AS CHAR)"),
        ("ts0", "DATE_FORMAT(ts0, '%Y-%m-%d %H:%i:%s.%f +00:00')"), ("ts3", "DATE_FORMAT(ts3, '%Y-%m-%d %H:%i:%s.%f +00:00')"),
        .. ((string[])["c", "v", "l", "u", "tx", "e", "s"]).Select(c => (c, $"CONVERT({c} USING utf8mb4)")),
        ("bn", "HEX(bn)"), ("vb", "HEX(vb)"), ("bl", "HEX(bl)"), ("j", "CAST(j AS CHAR)"), ("g", "HEX(ST_AsWKB(g))"),
        // EWKB: the type with the SRID flag, then the SRID, then the coordinates as MySQL stores them (longitude first).
        ("gs", "CONCAT('0102000020E6100000', SUBSTRING(HEX(gs), 19))"),
        ("ve", "VECTOR_TO_STRING(ve)"),
    ];

    [Theory]
    [InlineData(FileFormat.Parquet)]
    [InlineData(FileFormat.NdjsonGzip)]
    [InlineData(FileFormat.CsvGzip)]
    public async Task Run_EveryType_FileHoldsWhatSelectSays(FileFormat format)
    {
        var files = await mysql.WriteAsync("every_type", Table + Rows);
        var captured = await CaptureAsync(files, "every_type", format: format);
        await AssertEqualAsync(captured, "every_type");
    }

    [Fact]
    public async Task Run_EveryTypeWithMinimalMetadata_NamesAndLabelsComeFromTheSchemaSource()
    {
        await mysql.Server.ExecuteAsync("SET GLOBAL binlog_row_metadata = 'MINIMAL'");
        try
        {
            var files = await mysql.WriteAsync("minimal_metadata", Table + Rows);
            var captured = await CaptureAsync(files, "minimal_metadata", new MySqlSchemaSource(mysql.Server.ConnectionString));
            await AssertEqualAsync(captured, "minimal_metadata");

            var error = await Assert.ThrowsAsync<TableDefinitionException>(() => CaptureAsync(files, "minimal_metadata"));
            Assert.Contains("binlog_row_metadata=FULL", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await mysql.Server.ExecuteAsync("SET GLOBAL binlog_row_metadata = 'FULL'");
        }
    }

    [Theory]
    [InlineData("ALTER TABLE t ADD COLUMN w INT")]
    [InlineData("ALTER TABLE t MODIFY v BIGINT")]
    [InlineData("ALTER TABLE t MODIFY v INT UNSIGNED")]
    [InlineData("DROP TABLE t")]
    public async Task Run_MinimalMetadataAndTableChangedSince_ThrowsAndNeverGuesses(string change)
    {
        await mysql.Server.ExecuteAsync("SET GLOBAL binlog_row_metadata = 'MINIMAL'");
        try
        {
            var files = await mysql.WriteAsync("minimal_changed", $"CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, 1); {change};");
            await Assert.ThrowsAsync<TableDefinitionException>(() => CaptureAsync(files, "minimal_changed", new MySqlSchemaSource(mysql.Server.ConnectionString)));
        }
        finally
        {
            await mysql.Server.ExecuteAsync("SET GLOBAL binlog_row_metadata = 'FULL'");
        }
    }

    [Fact]
    public async Task Run_ZeroAndPartialDates_NullAndCountedOrAnError()
    {
        var files = await mysql.WriteAsync(
            "zero_dates",
            """
            SET sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00';
            CREATE TABLE t (id INT PRIMARY KEY, d DATE, dt DATETIME(3), ts TIMESTAMP NULL);
            INSERT INTO t VALUES (1, '0000-00-00', '2024-00-00 01:02:03', '0000-00-00 00:00:00'), (2, '2024-02-31', '2024-02-30 00:00:00', NULL), (3, '2024-02-29', '2024-01-01 00:00:00', '2024-01-01 00:00:00');
            """);
        var store = new MemoryObjectStore();
        var capture = new BrandCapture("BRAND", new BinlogFileReader(files), store, new CaptureOptions { Tables = ["zero_dates.*"] });
        await capture.RunAsync();
        Assert.Equal(5, capture.Progress.ZeroDates);
        var rows = (await CapturedRows.ReadAsync(store, "BRAND")).Rows;
        Assert.All(rows.Take(2), row => Assert.Equal((null, null, null), (row["d"], row["dt"], row["ts"])));
        Assert.All(["d", "dt", "ts"], column => Assert.NotNull(rows[2][column]));

        var error = await Assert.ThrowsAsync<RowValueException>(() => new BrandCapture(
            "BRAND", new BinlogFileReader(files), new MemoryObjectStore(), new CaptureOptions { Tables = ["zero_dates.*"], ZeroDates = ZeroDates.Error }).RunAsync());
        Assert.Equal("d", error.Column);
    }

    [Fact]
    public async Task Run_EveryType_FileHasTheColumnsThatTheLandingNames()
    {
        var files = await mysql.WriteAsync("column_forms", "CREATE TABLE t (`Id` BIGINT UNSIGNED PRIMARY KEY, `Ä b.c` DECIMAL(10,2), x DECIMAL(38,4), d DATE, dt DATETIME, ts TIMESTAMP NULL, f FLOAT, j JSON, b BLOB); INSERT INTO t (Id) VALUES (1);");
        var store = new MemoryObjectStore();
        await CaptureAsync(files, "column_forms", store: store);
        var schema = await ParquetRows.SchemaAsync(store[Assert.Single(store.Keys, key => key.EndsWith(".parquet", StringComparison.Ordinal))]);
        Assert.Equal(
            [
                "Id FIXED_LEN_BYTE_ARRAY DECIMAL(20,0) OPTIONAL", "Ä b.c INT64 DECIMAL(10,2) OPTIONAL", "x FIXED_LEN_BYTE_ARRAY DECIMAL(38,4) OPTIONAL", "d INT32 DATE OPTIONAL",
                "dt INT64 - OPTIONAL", "ts BYTE_ARRAY STRING OPTIONAL", "f DOUBLE - OPTIONAL", "j BYTE_ARRAY STRING OPTIONAL", "b BYTE_ARRAY STRING OPTIONAL",
                "_OP BYTE_ARRAY STRING REQUIRED", "_UPDATED_AT INT64 - REQUIRED", "_CUT INT64 - REQUIRED", "_SEQ INT64 - REQUIRED", "_WRITER BYTE_ARRAY STRING REQUIRED",
            ],
            schema);
    }

    private static async Task<CapturedRows> CaptureAsync(IReadOnlyList<string> files, string schema, ISchemaSource? source = null, MemoryObjectStore? store = null, FileFormat format = FileFormat.Parquet)
    {
        store ??= new MemoryObjectStore();
        await new BrandCapture("BRAND", new BinlogFileReader(files), store, new CaptureOptions { Tables = [$"{schema}.*"], Format = format }, schema: source).RunAsync();
        return await CapturedRows.ReadAsync(store, "BRAND");
    }

    private async Task AssertEqualAsync(CapturedRows captured, string schema)
    {
        await using var connection = await mysql.Server.OpenAsync(schema);
        await using var command = new MySqlCommand($"SET time_zone = '+00:00'; SELECT {string.Join(", ", Expected.Select(e => e.Expression))} FROM types ORDER BY id", connection);
        await using var reader = await command.ExecuteReaderAsync();
        foreach (var row in captured.Rows)
        {
            Assert.True(await reader.ReadAsync());
            for (var i = 0; i < Expected.Length; i++)
            {
                var expected = reader.IsDBNull(i) ? null : Text(Expected[i].Column, reader.GetValue(i));
                Assert.Equal($"{Expected[i].Column}: {expected}", $"{Expected[i].Column}: {Text(Expected[i].Column, row.GetValueOrDefault(Expected[i].Column))}");
            }
        }

        Assert.False(await reader.ReadAsync());
    }

    private static string? Text(string column, object? value) => (column, value) switch
    {
        (_, null) => null,
        ("ve", string vector) => string.Join(" ", vector.Trim('[', ']').Split(',').Select(n => float.Parse(n, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture))),
        (_, DateTime date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (_, double number) => number.ToString("R", CultureInfo.InvariantCulture),
        (_, byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
