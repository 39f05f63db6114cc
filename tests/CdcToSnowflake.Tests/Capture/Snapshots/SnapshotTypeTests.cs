using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Every column type: a row that a snapshot read lands as the same row that the log brought, in the same shape.</summary>
[Collection(MySqlCollection.Name)]
public sealed class SnapshotTypeTests(MySqlFixture mysql)
{
    private const string Common = """
        SET time_zone = '+03:00', sql_mode = 'ALLOW_INVALID_DATES';
        CREATE TABLE numbers (
          id INT PRIMARY KEY,
          ti TINYINT, tu TINYINT UNSIGNED, si SMALLINT, su SMALLINT UNSIGNED, mi MEDIUMINT, mu MEDIUMINT UNSIGNED, i INT ZEROFILL, iu INT UNSIGNED, bi BIGINT, bu BIGINT UNSIGNED, b BOOL,
          d12 DECIMAL(12,2), d18 DECIMAL(18,0), d19 DECIMAL(19,4), d38 DECIMAL(38,30), d39 DECIMAL(39,4), d65 DECIMAL(65,30), dz DECIMAL(10,2) ZEROFILL, d1 DECIMAL(3,3),
          f FLOAT, fu FLOAT UNSIGNED, f2 FLOAT(7,3), d DOUBLE, d2 DOUBLE(10,2), b1 BIT(1), b9 BIT(9), b64 BIT(64), y YEAR);
        INSERT INTO numbers (id) VALUES (1);
        INSERT INTO numbers VALUES (2, -128, 255, -32768, 65535, -8388608, 16777215, 42, 4294967295, -9223372036854775808, 18446744073709551615, TRUE,
          -9999999999.99, 999999999999999999, -999999999999999.9999, 12345678.123456789012345678901234567890, 99999999999999999999999999999999999.9999, -12345678901234567890123456789012345.123456789012345678901234567890, 12.5, -0.123,
          -1.17549435e-38, 3.4028235e38, 1234.567, 1.7976931348623157e308, -12345678.91, b'1', b'101010101', b'1111111111111111111111111111111111111111111111111111111111111111', 2155);
        INSERT INTO numbers VALUES (3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9223372036854775807, FALSE, 0, 0, -0.0001, -0.000000000000000000000000000001, 0, 0, 0, 0,
          -0e0, 0.1, 0.1, -0e0, 0, b'0', b'0', b'1000', 0);
        INSERT INTO numbers (id, f, d, y, i) VALUES (4, 16777217, 0.1, 1901, 4294967295), (5, 1e-45, 5e-324, 1970, 7), (6, 123456.789, 123456789.123456789, 2000, 1);
        CREATE TABLE moments (
          id INT PRIMARY KEY, t0 TIME, t3 TIME(3), t6 TIME(6), da DATE, dt0 DATETIME, dt3 DATETIME(3), dt6 DATETIME(6), ts0 TIMESTAMP NULL, ts3 TIMESTAMP(3) NULL, ts6 TIMESTAMP(6) NULL);
        INSERT INTO moments (id) VALUES (1);
        INSERT INTO moments VALUES
          (2, '-838:59:59', '-00:00:00.001', '838:59:58.999999', '9999-12-31', '9999-12-31 23:59:59', '1969-12-31 23:59:59.999', '1000-01-01 00:00:00.000001', '2038-01-19 03:14:07', '1970-01-02 00:00:01.123', '2024-02-29 12:34:56.123456'),
          (3, '00:00:00', '100:00:00.5', '-00:00:00.000001', '0000-00-00', '0000-00-00 00:00:00', '2024-00-00 01:02:03.5', '2024-02-31 00:00:00.000001', '0000-00-00 00:00:00', '0000-00-00 00:00:00', '2000-01-01 00:00:00.000001'),
          (4, '-01:00:00', '00:00:00', '00:00:00.1', '2024-00-12', '2024-02-29 00:00:00', '2000-01-01 00:00:00', '2000-01-01 00:00:00', '2026-03-29 01:30:00', '2026-10-25 02:30:00.001', '2026-01-01 00:00:00');
        CREATE TABLE texts (
          id INT PRIMARY KEY, c CHAR(10), v VARCHAR(50), va VARCHAR(20) CHARACTER SET ascii, vb VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, l VARCHAR(20) CHARACTER SET latin1, cl CHAR(4) CHARACTER SET latin1, sj VARCHAR(20) CHARACTER SET sjis, u VARCHAR(20) CHARACTER SET utf16,
          u3 VARCHAR(20) CHARACTER SET utf8mb3, tt TINYTEXT, tx TEXT, mt MEDIUMTEXT CHARACTER SET latin1, lt LONGTEXT, e ENUM('a','b''c','ü','d,e'), el ENUM('é','x') CHARACTER SET latin1, s SET('x','y','z'),
          bn BINARY(4), vn VARBINARY(20), cb CHAR(5) CHARACTER SET binary, tb TINYBLOB, bl BLOB, mb MEDIUMBLOB, lb LONGBLOB);
        INSERT INTO texts (id) VALUES (1);
        INSERT INTO texts VALUES (2, 'padded    ', 'emoji 😀 ''q"\\', 'plain', 'Ünïcode', 'naïve €', 'é', '日本ソ', 'utf16 😀', '€uro', 'tiny', REPEAT('long ', 10000), 'médium', REPEAT('x', 100000), 'b''c', 'é', 'x,z',
          x'01000000', x'00ff7f', 'ab', x'00', x'', x'0102', REPEAT(x'ff00', 50000));
        INSERT INTO texts (id, c, v, tx, e, s, bn, vn, bl) VALUES (3, '', '', '', '', '', x'', x'', x''), (4, ' lead', 'trail  ', 'a\tb\nc\0d', 'ü', 'x,y,z', x'0000000000', x'00000000', x'5c27'), (5, NULL, NULL, NULL, 'd,e', 'y', x'20', x'20', x'20');
        CREATE TABLE made (id INT PRIMARY KEY, a INT NOT NULL, kept INT AS (a * 2) STORED, virt VARCHAR(20) AS (CONCAT('v', a)) VIRTUAL, `od``d "name"` INT, g GEOMETRY, p POINT NOT NULL);
        INSERT INTO made (id, a, `od``d "name"`, g, p) VALUES (1, 5, 7, ST_GeomFromText('LINESTRING(1 2, 3 4)'), ST_GeomFromText('POINT(1 -2.5)')), (2, 6, NULL, NULL, ST_GeomFromText('POINT(0 0)'));

        """;

    private const string MySqlOnly = """
        CREATE TABLE own (id INT PRIMARY KEY, j JSON, gs GEOMETRY SRID 4326, ve VECTOR(3), hidden INT INVISIBLE, f VARCHAR(10) CHARACTER SET gb18030);
        INSERT INTO own (id) VALUES (1);
        INSERT INTO own (id, j, gs, ve, hidden, f) VALUES (2, '{"a": [1, 2.5, null, true, "ü😀\\n"], "b": 12345678901234567890, "c": {}, "d": 1e100}', ST_GeomFromText('LINESTRING(10 20, 30 40)', 4326), STRING_TO_VECTOR('[1, -2.5, 3e-7]'), 9, '汉'),
          (3, 'null', NULL, NULL, NULL, ''), (4, '"text"', NULL, NULL, NULL, NULL), (5, CAST(CAST('2024-02-29 12:34:56.5' AS DATETIME(6)) AS JSON), NULL, NULL, NULL, NULL), (6, CAST(1.10 AS JSON), NULL, NULL, NULL, NULL);
        CREATE TABLE implied (a INT, b VARCHAR(5));
        INSERT INTO implied VALUES (1, 'x'), (2, NULL);

        """;

    private const string MariaDbOnly = """
        CREATE TABLE own (id INT PRIMARY KEY, j JSON, six INET6, c VARCHAR(100) COMPRESSED, cb BLOB COMPRESSED, hidden INT INVISIBLE);
        INSERT INTO own (id) VALUES (1);
        INSERT INTO own (id, j, six, c, cb, hidden) VALUES (2, '{"a":  1}', '2001:db8::ff00:42:8329', REPEAT('c', 100), REPEAT('b', 1000), 5), (3, NULL, '::', '', '', NULL);

        """;

    private const string MariaDbUuid = """
        CREATE TABLE ids (id INT PRIMARY KEY, u UUID, four INET4);
        INSERT INTO ids VALUES (1, '123e4567-e89b-12d3-a456-426655440000', '192.0.2.146'), (2, 'ffffffff-ffff-4fff-8fff-fffffffffffe', '0.0.0.0'), (3, NULL, NULL), (4, '00000000-0000-0000-0000-000000000001', NULL);
        CREATE TABLE vectors (id INT PRIMARY KEY, v VECTOR(3), w VECTOR(2) NOT NULL, VECTOR INDEX (w));
        INSERT INTO vectors VALUES (1, VEC_FromText('[1, -2.5, 3e-7]'), VEC_FromText('[0, 0]')), (2, NULL, VEC_FromText('[1, 2]'));

        """;

    [Fact]
    public async Task Run_MySql_SnapshotRowsEqualTheLogsRows() => await AssertEqualAsync(mysql.Server, "snapshot_types", $"SET sql_generate_invisible_primary_key = ON; {Common}{MySqlOnly}");

    [Fact]
    public async Task Run_MariaDb_SnapshotRowsEqualTheLogsRows()
    {
        await using var server = await MariaDbServer.StartAsync();
        await AssertEqualAsync(server, "snapshot_types", Common + MariaDbOnly);
    }

    [Fact]
    public async Task Run_NewerMariaDb_SnapshotRowsEqualTheLogsRows()
    {
        await using var server = await MariaDbServer.StartAsync(new() { Release = MariaDbServer.NewerRelease });
        await AssertEqualAsync(server, "snapshot_types", Common + MariaDbOnly + MariaDbUuid);
    }

    [Fact]
    public async Task Run_MySql_HashesOfSnapshotRowsEqualThoseOfTheLogs() => await AssertHashesEqualAsync(mysql.Server, "snapshot_hashes", $"SET sql_generate_invisible_primary_key = ON; {Common}{MySqlOnly}");

    [Fact]
    public async Task Run_NewerMariaDb_HashesOfSnapshotRowsEqualThoseOfTheLogs()
    {
        await using var server = await MariaDbServer.StartAsync(new() { Release = MariaDbServer.NewerRelease });
        await AssertHashesEqualAsync(server, "snapshot_hashes", Common + MariaDbOnly + MariaDbUuid);
    }

    private static async Task AssertHashesEqualAsync(DatabaseServer server, string schema, string sql)
    {
        await RecreateAsync(server, schema, sql);
        await using var connection = await server.OpenAsync();
        await using var command = new MySqlConnector.MySqlCommand($"SELECT CONCAT_WS('.', TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '{schema}' AND COLUMN_KEY <> 'PRI'", connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> columns = [];
        while (await reader.ReadAsync())
        {
            columns.Add(reader.GetString(0));
        }

        var hashed = await AssertEqualAsync(server, new CaptureOptions { Tables = [$"{schema}.*"], HashedColumns = columns, HashSalt = "0123456789abcdef" });
        Assert.NotEmpty(columns);
        Assert.All(hashed.Rows.SelectMany(row => row.Where(value => value.Value is not null && columns.Contains($"{row["table"]}.{value.Key}"))), value => Assert.Matches("^[0-9a-f]{64}$", (string)value.Value!));
    }

    private static async Task AssertEqualAsync(DatabaseServer server, string schema, string sql)
    {
        await RecreateAsync(server, schema, sql);
        await AssertEqualAsync(server, new CaptureOptions { Tables = [$"{schema}.*"] });
    }

    private static async Task RecreateAsync(DatabaseServer server, string schema, string sql)
    {
        await server.ExecuteAsync($"DROP DATABASE IF EXISTS {schema}; CREATE DATABASE {schema} CHARACTER SET utf8mb4");
        await server.ExecuteAsync(sql, schema);
    }

    private static async Task<CapturedRows> AssertEqualAsync(DatabaseServer server, CaptureOptions options)
    {
        await using var live = new LiveCapture(server, options);
        await live.UntilAsync(() => live.Progress.Snapshot is { IsDone: true } && live.Progress.CommittedRows == live.Progress.Rows);
        await live.StopAsync();
        var snapshot = await CapturedRows.ReadAsync(live.Store, "BRAND");

        var store = new MemoryObjectStore();
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        var reader = new EndingReader(client, await PositionAsync(server));
        await new BrandCapture("BRAND", reader, store, options).RunAsync();
        var log = await CapturedRows.ReadAsync(store, "BRAND");

        Assert.NotEmpty(log.Rows);
        Assert.All(snapshot.Rows, row => Assert.Equal("R", row["_OP"]));
        Assert.Equal(Shapes(store), Shapes(live.Store));
        Assert.Equal(Lines(log), Lines(snapshot));
        return snapshot;
    }

    private static IEnumerable<string> Shapes(MemoryObjectStore store) => store.Keys.Where(key => key.Contains("/shapes/", StringComparison.Ordinal));

    private static IEnumerable<string> Lines(CapturedRows rows) => rows.Rows.SelectMany(row => row.Where(value => !value.Key.StartsWith('_')).Select(value => $"{row["table"]} {row.GetValueOrDefault("id") ?? row.GetValueOrDefault("a")} {value.Key} = {Text(value.Value)}")).Order(StringComparer.Ordinal);

    private static string Text(object? value) => value switch
    {
        null => "NULL",
        double number => BitConverter.DoubleToInt64Bits(number).ToString("X", System.Globalization.CultureInfo.InvariantCulture),
        string { Length: > 200 } text => $"{text.Length} {text.GetHashCode(StringComparison.Ordinal)}",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static async Task<BinlogPosition> PositionAsync(DatabaseServer server)
    {
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        return await client.GetCurrentPositionAsync();
    }
}
