using System.Globalization;
using System.Numerics;
using CdcToSnowflake.Emulator.Execution.Information;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Results;

/// <summary>A statement's result as something that a query can read: of ->> and RESULT_SCAN.</summary>
internal static class ResultRelation
{
    // The values become text of the query that reads them.
    private const int MostRows = 100_000;

    /// <summary>Reads the result to its end.</summary>
    public static Relation Of(StatementResult result)
    {
        var rows = new List<string[]>();
        while (result.Rows.Read())
        {
            if (rows.Count == MostRows)
            {
                throw new NotEmulatedException($"->> or RESULT_SCAN of a result of over {MostRows} rows");
            }

            rows.Add([.. Enumerable.Range(0, result.Columns.Count).Select(i => Literal(result.Rows.Value(i)))]);
        }

        return ValuesRelation.Of([.. result.Columns.Select((column, i) => new RelationColumn(column.Name, column.Type) { Physical = PhysicalName.Hidden($"r{i}") })], rows);
    }

    private static string Literal(object? value) => value switch
    {
        null => "NULL",
        string text => DuckDbText.Literal(text),
        bool flag => flag ? "true" : "false",
        byte[] bytes => $"unhex('{Convert.ToHexString(bytes)}')",
        double number => $"'{number.ToString("R", CultureInfo.InvariantCulture)}'::DOUBLE",
        DateTimeOffset instant => DuckDbText.Literal(instant),
        DateTime time => $"TIMESTAMP '{time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'",
        TimeSpan time => $"TIME '{time.ToString(@"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture)}'",
        BigInteger or IFormattable => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A result holds a {value.GetType()}."),
    };
}
