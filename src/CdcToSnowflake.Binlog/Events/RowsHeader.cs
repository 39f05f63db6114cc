using CdcToSnowflake.Binlog.Rows;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>The part of a rows event before its rows.</summary>
internal static class RowsHeader
{
    /// <summary>A table number that stands for no table: the event only ends a statement.</summary>
    private const ulong DummyTableId = 0xFFFFFF;

    /// <summary>The flag of a statement's last rows event (STMT_END_F).</summary>
    private const ushort StatementEnd = 1;

    /// <summary>Fills <paramref name="rows"/>; the reader then stands at the first row.</summary>
    /// <returns>Whether there are rows to show: false for a table that the filter leaves out.</returns>
    public static bool Read(ref ByteReader reader, int postHeaderLength, RowOperation operation, bool isPartial, TableMaps tables, RowsEvent rows, RowsStatement statement)
    {
        var id = reader.Unsigned(postHeaderLength == 6 ? 4 : 6);
        var endsStatement = (reader.U16() & StatementEnd) != 0;
        statement.Rows(endsStatement);
        if (postHeaderLength == 10)
        {
            // Version 2: extra information, whose length counts itself (partition numbers; NDB's).
            var extra = reader.U16();
            reader.Skip(extra < 2 ? throw EventPlace.Corrupt($"A rows event with {extra} bytes of extra information.") : extra - 2);
        }

        if (endsStatement)
        {
            tables.EndStatement();
        }

        var columnCount = reader.Count(bitsPerItem: 1);
        if (id == DummyTableId && columnCount == 0)
        {
            return false;
        }

        if (tables.Find(id) is not { } table)
        {
            return false;
        }

        if (table.Plan.Refusal is { } refusal)
        {
            throw EventPlace.Unsupported($"{table} can't be read: {refusal}");
        }

        if (columnCount != table.Columns.Count)
        {
            throw EventPlace.Corrupt($"Rows of {columnCount} columns for {table}, whose table map has {table.Columns.Count}.");
        }

        var bitmap = (columnCount + 7) / 8;
        var first = reader.Bytes(bitmap);
        var second = operation == RowOperation.Update ? reader.Bytes(bitmap) : first;
        rows.Start(table, operation, first, second, isPartial);
        return true;
    }
}
