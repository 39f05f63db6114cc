using System.Text;
using CdcToSnowflake.Binlog.Rows;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>TABLE_MAP: a table's name, its columns' types and what metadata there is.</summary>
internal static class TableMapEvent
{
    /// <summary>Both servers' limit on columns of a table (MySQL 4,096), and then some.</summary>
    private const int MaxColumns = 8192;

    /// <param name="id">The table's number, read already.</param>
    /// <param name="reader">Stands after the number.</param>
    /// <param name="isMariaDb">Whether MariaDB wrote it: its optional metadata counts columns differently.</param>
    public static BinlogTable Create(ulong id, ref ByteReader reader, bool isMariaDb)
    {
        reader.Skip(2);
        var schema = Name(ref reader);
        var name = Name(ref reader);
        var columnCount = reader.Count();
        if (columnCount > MaxColumns)
        {
            throw EventPlace.Corrupt($"A table map of {columnCount} columns.");
        }

        var types = reader.Bytes(columnCount);
        var metadata = new ByteReader(reader.Bytes(reader.Count()));
        var nullable = reader.Bytes((columnCount + 7) / 8);
        var fields = new ColumnField[columnCount];
        for (var i = 0; i < columnCount; i++)
        {
            fields[i] = ColumnField.Create(types[i], ref metadata);
        }

        var optional = TableMetadata.Create(reader.Rest(), fields, isMariaDb);
        var columns = new BinlogColumn[columnCount];
        var plans = new ColumnPlan[columnCount];
        for (var i = 0; i < columnCount; i++)
        {
            columns[i] = ColumnFactory.Column(fields[i], optional, i, isNullable: (nullable[i >> 3] >> (i & 7) & 1) != 0);
            plans[i] = ColumnFactory.Plan(fields[i], columns[i], schema, name);
        }

        return new BinlogTable(id, schema, name, columns, optional.PrimaryKey, optional.Names is not null, new TablePlan(plans));
    }

    /// <summary>A length byte, the name in utf8mb3, a NUL.</summary>
    private static string Name(ref ByteReader reader)
    {
        var text = Encoding.UTF8.GetString(reader.Bytes(reader.U8()));
        reader.Skip(1);
        return text;
    }
}
