using System.Text;
using CdcToSnowflake.Binlog.Rows;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>TABLE_MAP: a table's name, its columns' types and what metadata there is.</summary>
internal static class TableMapEvent
{
    /// <summary>Both servers' limit on columns of a table (MySQL 4,096), and then some.</summary>
    private const int MaxColumns = 8192;

    /// <summary>The table's schema and name.</summary>
    /// <param name="reader">Stands after the table's number.</param>
    public static (string Schema, string Name) Names(ref ByteReader reader)
    {
        reader.Skip(2);
        return (Name(ref reader), Name(ref reader));
    }

    /// <summary>The table.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="name">Its name.</param>
    /// <param name="reader">Stands after the name.</param>
    /// <param name="isMariaDb">Whether MariaDB wrote it: its optional metadata counts columns differently.</param>
    public static BinlogTable Create(ulong id, string schema, string name, ref ByteReader reader, bool isMariaDb)
    {
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
            if (fields[i].Refusal is { } refusal)
            {
                // Nothing behind it can be found, in this event or in a row: no harm, as long as nobody reads the table.
                return new BinlogTable(id, schema, name, [], [], hasNames: false, new TablePlan([]) { Refusal = refusal }) { HasSignsAndCharsets = true };
            }
        }

        var optional = TableMetadata.Create(reader.Rest(), fields, isMariaDb);
        var columns = new BinlogColumn[columnCount];
        var plans = new ColumnPlan[columnCount];
        for (var i = 0; i < columnCount; i++)
        {
            columns[i] = ColumnFactory.Column(fields[i], optional, i, isNullable: (nullable[i >> 3] >> (i & 7) & 1) != 0);
            plans[i] = ColumnFactory.Plan(fields[i], columns[i], schema, name);
        }

        return new BinlogTable(id, schema, name, columns, optional.PrimaryKey, optional.Names is not null, new TablePlan(plans)) { HasSignsAndCharsets = optional.HasSignsAndCharsets };
    }

    /// <summary>A length byte, the name in utf8mb3, a NUL.</summary>
    private static string Name(ref ByteReader reader)
    {
        var text = Encoding.UTF8.GetString(reader.Bytes(reader.U8()));
        reader.Skip(1);
        return text;
    }
}
