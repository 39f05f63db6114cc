using System.Globalization;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>The kinds of column that a random table may have, each with a name of its own, so that all brands agree on the type; and random values of them.</summary>
internal static class RandomColumn
{
    public static SourceColumn Id { get; } = new("id", new SourceType(SourceKind.BigInt), false);

    public static SourceColumn Part { get; } = new("part", new SourceType(SourceKind.VarChar) { Length = 8 }, false);

    public static IReadOnlyList<SourceColumn> Others { get; } =
    [
        new("c_big", new SourceType(SourceKind.BigInt), true),
        new("c_dec", new SourceType(SourceKind.Decimal) { Precision = 10, Scale = 2 }, true),
        new("c_text", new SourceType(SourceKind.VarChar) { Length = 50 }, true),
        new("c_date", new SourceType(SourceKind.Date), true),
        new("c_time", new SourceType(SourceKind.DateTime) { Scale = 6 }, true),
    ];

    /// <summary>What stands in a file (DuckDB's text), and what RAW shows.</summary>
    public static (string Literal, string Text) Value(SourceColumn column, Random random)
    {
        if (column.IsNullable && random.Next(5) == 0)
        {
            return ("NULL", "∅");
        }

        switch (column.Type.Kind)
        {
            case SourceKind.BigInt:
                var number = column == Id ? random.Next(12) : random.NextInt64(long.MinValue, long.MaxValue);
                return (number.ToString(CultureInfo.InvariantCulture), number.ToString(CultureInfo.InvariantCulture));
            case SourceKind.Decimal:
                var amount = (random.NextInt64(-9_999_999_999, 9_999_999_999) / 100m).ToString("0.00", CultureInfo.InvariantCulture);
                return (amount, amount);
            case SourceKind.VarChar:
                var text = column == Part ? "p" + random.Next(2) : new[] { "", " ", "\\N", "é'x", "NULL", "𝄞", "a|b" }[random.Next(7)];
                return ("'" + text.Replace("'", "''", StringComparison.Ordinal) + "'", text);
            case SourceKind.Date:
                var date = new DateTime(1970, 1, 1).AddDays(random.Next(-1000, 40_000));
                return ($"DATE '{date:yyyy-MM-dd}'", date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
            default:
                var micros = random.NextInt64(-1_000_000_000_000_000, 4_000_000_000_000_000);
                return (micros.ToString(CultureInfo.InvariantCulture), DateTime.UnixEpoch.AddMicroseconds(micros).ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>DuckDB's type of the column in a file.</summary>
    public static string FileType(SourceColumn column) => column.Type.Kind switch
    {
        SourceKind.Decimal => "DECIMAL(10,2)",
        SourceKind.VarChar => "VARCHAR",
        SourceKind.Date => "DATE",
        _ => "BIGINT",
    };
}
