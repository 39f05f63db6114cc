using System.Globalization;
using CdcToSnowflake.Emulator.Tests.Pipes;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Tests.Planning;

/// <summary>A table of a <see cref="ChangingSource"/>, with the key <c>id</c>. Values are kept by the column's own name of today; the Parquet files are DuckDB's.</summary>
internal sealed class ChangingTable(SourceTable first, Random random)
{
    private readonly SortedDictionary<long, Dictionary<string, string?>> _rows = [];
    private readonly List<string> _changes = [];

    /// <summary>All shapes so far, the present one last.</summary>
    public List<SourceTable> Shapes { get; } = [first];

    public SourceTable Shape => Shapes[^1];

    /// <summary>How many changes were committed.</summary>
    public int Changes { get; private set; }

    /// <summary>Rows of today's columns, as the emulator's extensions print them.</summary>
    public IReadOnlyList<string> Expected(params string[] columns) =>
        [.. _rows.Select(row => string.Join('|', columns.Select(column => column == "id" ? row.Key.ToString(CultureInfo.InvariantCulture) : row.Value.GetValueOrDefault(column) ?? "∅")))];

    public void AddColumn(string name) => Become([.. Shape.Columns, new SourceColumn(name, new SourceType(SourceKind.VarChar) { Length = 20 }, true)]);

    public void WidenTotal() => Become([.. Shape.Columns.Select(column => column.Name == "total" ? column with { Type = column.Type with { Precision = 14 } } : column)]);

    public void Rename(string from, string to)
    {
        foreach (var row in _rows.Values)
        {
            row[to] = row.GetValueOrDefault(from);
            row.Remove(from);
        }

        Become([.. Shape.Columns.Select(column => column.Name == from ? column with { Name = to } : column)]);
    }

    public void Drop(string name) => Become([.. Shape.Columns.Where(column => column.Name != name)]);

    /// <summary>Some random changes in the present shape, written as a cut's file.</summary>
    /// <returns>The table's line of the cut's manifest, and its rows.</returns>
    public async Task<(string Line, int Rows)> WriteAsync(IObjectStore store, string brand, long cut)
    {
        for (var changes = random.Next(1, 25); changes > 0; changes--)
        {
            Change(cut);
        }

        var columns = Shape.Columns.Select((column, i) => $"c{i}::{FileType(column)} AS \"{column.Name}\"");
        var count = Shape.Columns.Count;
        await StagedFiles.PutAsync(
            store, StorePath.Data(brand, Shape, (ulong)cut, "w"),
            $"""
            SELECT {string.Join(", ", columns)}, c{count}::VARCHAR AS _OP, c{count + 1}::BIGINT * 1000000 AS _UPDATED_AT, c{count + 1}::BIGINT AS _CUT, c{count + 2}::BIGINT AS _SEQ, 'w' AS _WRITER
            FROM (VALUES {string.Join(", ", _changes)}) AS v({string.Join(", ", Enumerable.Range(0, count + 3).Select(i => $"c{i}"))})
            """);
        var rows = _changes.Count;
        Changes += rows;
        _changes.Clear();
        return (string.Create(CultureInfo.InvariantCulture, $$"""{"kind":"table","cut":{{cut}},"writer":"w","table":"{{Shape.Schema}}.{{Shape.Name}}","shape":"{{Shape.Shape}}","rows":{{rows}},"files":[]}"""), rows);
    }

    private void Become(IReadOnlyList<SourceColumn> columns) => Shapes.Add(Shape with { Columns = columns });

    private void Change(long cut)
    {
        var id = random.Next(30);
        var isThere = _rows.Remove(id);
        var isDelete = isThere && random.Next(3) == 0;
        var row = new Dictionary<string, string?>();
        foreach (var column in Shape.Columns.Where(column => column.Name != "id"))
        {
            row[column.Name] = random.Next(5) == 0 ? null
                : column.Type.Kind == SourceKind.Decimal ? (random.Next(1_000_000) / 100m).ToString("0.00", CultureInfo.InvariantCulture)
                : $"{column.Name} {random.Next(1000)}";
        }

        if (!isDelete)
        {
            _rows[id] = row;
        }

        var values = Shape.Columns.Where(column => column.Name != "id").Select(column => isDelete || row[column.Name] is not { } value ? "NULL" : $"'{value}'");
        _changes.Add(string.Create(CultureInfo.InvariantCulture, $"({id}, {string.Join(", ", values)}, '{(isDelete ? 'D' : isThere ? 'U' : 'I')}', {cut}, {_changes.Count + 1})"));
    }

    private static string FileType(SourceColumn column) => column.Type.Kind switch
    {
        SourceKind.BigInt => "BIGINT",
        SourceKind.Decimal => $"DECIMAL({column.Type.Precision},{column.Type.Scale})",
        _ => "VARCHAR",
    };
}
