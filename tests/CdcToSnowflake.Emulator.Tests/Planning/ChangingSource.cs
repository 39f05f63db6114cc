using System.Globalization;
using System.Text;
using CdcToSnowflake.Emulator.Tests.Pipes;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Tests.Planning;

/// <summary>A brand's table <c>orders</c> that changes its columns while rows keep changing. Values are kept by the column's own name of today; the Parquet files are DuckDB's.</summary>
internal sealed class ChangingSource(string brand, Random random)
{
    private readonly SortedDictionary<long, Dictionary<string, string?>> _rows = [];
    private readonly List<string> _changes = [];
    private long _cut;

    public string Brand => brand;

    /// <summary>All shapes so far, the present one last.</summary>
    public List<SourceTable> Shapes { get; } = [ShopSource.Orders];

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

    /// <summary>Some random changes in the present shape, committed as a cut.</summary>
    public async Task CutAsync(IObjectStore store)
    {
        _cut++;
        for (var changes = random.Next(1, 25); changes > 0; changes--)
        {
            Change();
        }

        await WriteAsync(store);
        var manifest = string.Create(CultureInfo.InvariantCulture, $$"""
            {"kind":"cut","cut":{{_cut}},"writer":"w","brand":"{{brand}}","tables":1,"rows":{{_changes.Count}},"lastCommitAt":{{_cut * 1_000_000}}}
            {"kind":"table","cut":{{_cut}},"writer":"w","table":"shop.orders","shape":"{{Shape.Shape}}","rows":{{_changes.Count}},"files":[]}
            """);
        await store.CreateAsync(StorePath.Cut(brand, (ulong)_cut), Encoding.UTF8.GetBytes(manifest));
        Changes += _changes.Count;
        _changes.Clear();
    }

    private void Become(IReadOnlyList<SourceColumn> columns) => Shapes.Add(Shape with { Columns = columns });

    private void Change()
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
        _changes.Add(string.Create(CultureInfo.InvariantCulture, $"({id}, {string.Join(", ", values)}, '{(isDelete ? 'D' : isThere ? 'U' : 'I')}', {_cut}, {_changes.Count + 1})"));
    }

    private Task WriteAsync(IObjectStore store)
    {
        var columns = Shape.Columns.Select((column, i) => $"c{i}::{FileType(column)} AS \"{column.Name}\"");
        var count = Shape.Columns.Count;
        return StagedFiles.PutAsync(
            store, StorePath.Data(brand, Shape, (ulong)_cut, "w"),
            $"""
            SELECT {string.Join(", ", columns)}, c{count}::VARCHAR AS _OP, c{count + 1}::BIGINT * 1000000 AS _UPDATED_AT, c{count + 1}::BIGINT AS _CUT, c{count + 2}::BIGINT AS _SEQ, 'w' AS _WRITER
            FROM (VALUES {string.Join(", ", _changes)}) AS v({string.Join(", ", Enumerable.Range(0, count + 3).Select(i => $"c{i}"))})
            """);
    }

    private static string FileType(SourceColumn column) => column.Type.Kind switch
    {
        SourceKind.BigInt => "BIGINT",
        SourceKind.Decimal => $"DECIMAL({column.Type.Precision},{column.Type.Scale})",
        _ => "VARCHAR",
    };
}
