using System.IO.Enumeration;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture;

/// <summary>Which columns are left out and which are hashed.</summary>
internal sealed class ColumnTreatments
{
    private const int Parts = 3;

    private readonly (string[] Names, ColumnTreatment Treatment)[] _patterns;

    public ColumnTreatments(CaptureOptions options) =>
        // A column that both name is left out.
        _patterns = [.. options.DroppedColumns.Select(pattern => (Split(pattern), ColumnTreatment.Drop)), .. options.HashedColumns.Select(pattern => (Split(pattern), ColumnTreatment.Hash))];

    /// <summary>What becomes of a column; null if it is taken as it is.</summary>
    public ColumnTreatment? Of(string schema, string table, string column)
    {
        foreach (var (names, treatment) in _patterns)
        {
            if (Matches(names[0], schema) && Matches(names[1], table) && Matches(names[2], column))
            {
                return treatment;
            }
        }

        return null;
    }

    /// <summary>The table with what becomes of its columns; those that are left out aren't even asked for.</summary>
    public QueriedTable Of(QueriedTable table) => _patterns.Length == 0 ? table : table with
    {
        Columns = [.. table.Columns.Select(column => Of(table.Schema, table.Name, column.Name) is { } treatment
            ? column with { Treatment = treatment, Expression = treatment == ColumnTreatment.Drop ? "NULL" : column.Expression }
            : column)],
    };

    /// <summary>The first column that a pattern without wildcards says a table has, and that it hasn't; else null. A misspelt column would land as it is.</summary>
    public string? Unmatched(string schema, string table, IReadOnlyCollection<string> columns) => _patterns
        .Select(pattern => pattern.Names)
        .Where(names => !names.Any(name => name.AsSpan().ContainsAny('*', '?')) && Matches(names[0], schema) && Matches(names[1], table))
        .Select(names => names[2])
        .FirstOrDefault(column => !columns.Contains(column, StringComparer.OrdinalIgnoreCase));

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name);

    private static string[] Split(string pattern)
    {
        var names = pattern.Split('.');
        return names.Length == Parts && names.All(name => name.Length > 0)
            ? names
            : throw new ArgumentException($"The column pattern '{pattern}' isn't of the form schema.table.column, such as shop.customers.email or *.*.password. In place of a point within a name write ?.");
    }
}
