using System.Globalization;
using CdcToSnowflake.Emulator.Execution.Information;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Usage;

/// <summary>Rows of objects as a relation of declared columns.</summary>
internal static class UsageRelation
{
    public static readonly DataType Credits = DataType.Number(38, 9);

    /// <param name="columns">Names, each with :t for a time, :n for a whole number, :c for credits, :f for a fraction after it; else text.</param>
    /// <param name="rows">The values in that order: string, long, int, decimal, double, DateTimeOffset or null.</param>
    public static Relation Of(string columns, IEnumerable<object?[]> rows) =>
        TextRelation.Of([.. columns.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Column)], rows.Select(row => row.Select(Text).ToArray()));

    private static RelationColumn Column(string written)
    {
        var parts = written.Split(':');
        return new RelationColumn(parts[0].ToUpperInvariant(), parts.ElementAtOrDefault(1) switch
        {
            "t" => DataType.TimestampLtz,
            "n" => DataType.Integer,
            "c" => Credits,
            "f" => DataType.Float,
            _ => DataType.Varchar,
        });
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A row holds a {value.GetType()}."),
    };
}
