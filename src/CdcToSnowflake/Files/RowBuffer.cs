using CdcToSnowflake.Model;
using ParquetSharp.Schema;

namespace CdcToSnowflake.Files;

/// <summary>A table's rows in memory, column by column, until they go into a file.</summary>
internal sealed class RowBuffer
{
    private readonly BufferSize _size = new();

    public RowBuffer(SourceTable table, IReadOnlyList<IReadOnlyList<string>> labels, ZeroDatePolicy zeroDates)
    {
        Meta = new MetaColumns(_size);
        var key = table.Key.ToHashSet(StringComparer.Ordinal);
        Columns = new ColumnBuilder[table.Columns.Count];
        for (var i = 0; i < Columns.Length; i++)
        {
            Columns[i] = ColumnBuilders.For(new ColumnSpec(table.Columns[i], key.Contains(table.Columns[i].Name), labels[i]), zeroDates, _size);
        }
    }

    public ColumnBuilder[] Columns { get; }

    public MetaColumns Meta { get; }

    public int Rows => Meta.Rows;

    public long Bytes => _size.Bytes;

    /// <summary>The columns in a Parquet file's schema; made anew for each file, which takes them over.</summary>
    public IEnumerable<Node> MakeNodes() => [.. Columns.Select(column => column.MakeNode()), .. MetaColumns.MakeNodes()];

    /// <summary>Forgets the rows and keeps the memory.</summary>
    public void Clear()
    {
        foreach (var column in Columns)
        {
            column.Clear();
        }

        Meta.Clear();
        _size.Bytes = 0;
    }
}
