namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>The values that readers get wrong, one by one, on every server: generated tables may miss them.</summary>
internal static class ExtremeValues
{
    private static readonly string[] s_times =
    [
        "'838:59:59'", "'-838:59:59'", "'00:00:00'", "'-00:00:00.01'", "'-00:00:00.000001'", "'-00:00:00.999999'", "'-00:00:00.5'", "'-00:00:01'", "'-00:00:01.5'", "'-00:00:59.999999'",
        "'-00:59:59.000001'", "'-838:59:58.999999'", "'838:59:58.999999'", "'-01:00:00'", "'-00:01:00.1'",
    ];

    private static readonly string[] s_dates = ["'0000-00-00'", "'2024-00-00'", "'2024-02-00'", "'0000-01-01'", "'0001-01-01'", "'9999-12-31'", "'2023-02-31'", "'2024-02-29'"];

    /// <summary>An ordinary session.</summary>
    public static GeneratedSession[] Sessions { get; } = [new("SET sql_mode = ''", IsFullImage: true)];

    /// <summary>A table per kind of value: columns that all take the same literals.</summary>
    /// <param name="maxFraction">The most digits of a fraction that the server can log.</param>
    public static IEnumerable<GeneratedTable> Tables(int maxFraction = 6)
    {
        yield return Of(s_times, [.. Enumerable.Range(0, maxFraction + 1).Select(f => ($"TIME({f})", ServerText.Plain))]);
        yield return Of(s_dates, [("DATE", ServerText.Plain), .. Enumerable.Range(0, maxFraction + 1).Select(f => ($"DATETIME({f})", ServerText.Plain))]);
        yield return Of(
            ["'0000-00-00 00:00:00'", "'1970-01-01 00:00:01'", "'1970-01-01 00:00:01.000001'", "'2038-01-19 03:14:07'", "'2038-01-19 03:14:06.999999'"],
            [.. Enumerable.Range(0, maxFraction + 1).Select(f => ($"TIMESTAMP({f}) NULL", ServerText.Plain))]);
        yield return Of(
            ["'0000-00-00 23:59:59.999999'", "'2024-00-00 12:34:56.5'", "'9999-12-31 23:59:59'", "'0001-01-01 00:00:00.000001'"], [($"DATETIME({maxFraction})", ServerText.Plain)]);
        yield return Of(["0", "1901", "2155", "1970", "'0000'", "NULL"], [("YEAR", ServerText.Number)]);
        yield return Of(["0", "1", "18446744073709551615", "9223372036854775808", "9223372036854775807"], [("BIT(64)", ServerText.Number), ("BIGINT UNSIGNED", ServerText.Plain)]);
        yield return Of(["0", "1", "511", "256", "255"], [("BIT(9)", ServerText.Number), ("BIT(17)", ServerText.Number)]);
        var nines = new string('9', 35) + "." + new string('9', 30);
        yield return Of(
            [$"'{nines}'", $"'-{nines}'", "'0'", "'-0.000000000000000000000000000001'", "'0.000000000000000000000000000001'", "'99999999999999999999999999999999999'", "'-10000000000000000000000000000000000'"],
            [("DECIMAL(65,30)", ServerText.Plain)]);
        yield return Of([$"'{new string('9', 65)}'", $"'-{new string('9', 65)}'", "'-1'"], [("DECIMAL(65,0)", ServerText.Plain)]);
        yield return Of([$"'0.{new string('9', 30)}'", $"'-0.{new string('9', 30)}'", "'-0.1'"], [("DECIMAL(30,30)", ServerText.Plain)]);
        yield return Of(["1", "2", "3", "'é'", "'日本'", "NULL"], [.. s_namedCharsets.Select(c => ($"ENUM('é','日本','z') CHARACTER SET {c}", ServerText.Named))]);
        yield return Of(["0", "1", "7", "'日本'", "'z,é'", "NULL"], [.. s_namedCharsets.Select(c => ($"SET('é','日本','z') CHARACTER SET {c}", ServerText.Named))]);
        yield return Of(["1", "2", "'ж'", "NULL"], [.. ((string[])["koi8r", "cp1251", "cp866", "utf16"]).Select(c => ($"ENUM('щ','ж') CHARACTER SET {c}", ServerText.Named))]);
        yield return Of(
            ["NULL", "ST_GeomFromText('POINT(1 2)', 4326)", "ST_GeomFromText('POINT(1 2)', 0)", "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1))', 3857)", "ST_GeomFromText('POLYGON((0 0,0 1,1 1,0 0))')"],
            [("GEOMETRY", ServerText.Hex)]);
    }

    /// <summary>Charsets that have both é and 日本.</summary>
    private static readonly string[] s_namedCharsets = ["utf8mb4", "utf8mb3", "utf16", "utf32", "ucs2", "ujis", "eucjpms"];

    private static GeneratedTable Of(string[] literals, (string Type, ServerText Text)[] columns) => new(
        [.. columns.Select(c => new GeneratedColumn(c.Type, CsCheck.Gen.Const(""), c.Text))], [.. literals.Select(l => Enumerable.Repeat(l, columns.Length).ToArray())], []);
}
