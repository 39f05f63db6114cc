using System.Globalization;
using System.Text;
using CdcToSnowflake.Files;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>The statements that read one table. Each is one statement, and so one view of the table.</summary>
/// <param name="table">The table.</param>
/// <param name="order">The key's columns in an index's order; null where the table can only be read whole.</param>
internal sealed class TableSelect(QueriedTable table, int[]? order)
{
    private readonly string _all = $"SELECT {string.Join(", ", table.Columns.Select(column => column.Expression))} FROM {SourceSql.Quote(table.Schema, table.Name)}";

    /// <summary>Whether the values must come over the binary protocol: FLOAT and DOUBLE, which lose digits when they are printed.</summary>
    public bool IsBinary { get; } = table.Columns.Any(column => column.Form.Type.Kind is SourceKind.Float or SourceKind.Double);

    /// <summary>All rows.</summary>
    public string Whole => _all;

    /// <summary>The largest key.</summary>
    public string LargestKey => $"SELECT {string.Join(", ", Order.Select(i => table.Columns[i].Expression))} FROM {SourceSql.Quote(table.Schema, table.Name)} ORDER BY {By(" DESC")} LIMIT 1";

    private int[] Order => order ?? throw new InvalidOperationException($"{table.Schema}.{table.Name} has no order to read it by.");

    /// <summary>The next rows by key, to the end of the table if there are no more than so many.</summary>
    /// <param name="after">The last key that was read; null for the first rows.</param>
    /// <param name="rows">How many.</param>
    /// <exception cref="FormatException">A key isn't of its columns' types.</exception>
    public string Next(IReadOnlyList<byte[]>? after, int rows)
    {
        var sql = new StringBuilder(_all);
        if (after is not null)
        {
            Bound(sql.Append(" WHERE "), after, '>', isIncluded: false);
        }

        return sql.Append(CultureInfo.InvariantCulture, $" ORDER BY {By("")} LIMIT {rows}").ToString();
    }

    /// <summary>The next rows by key, up to one.</summary>
    /// <param name="after">The last key that was read; null for the first chunk.</param>
    /// <param name="upTo">The last key to read.</param>
    /// <param name="rows">How many.</param>
    /// <exception cref="FormatException">A key isn't of its columns' types.</exception>
    public string Chunk(IReadOnlyList<byte[]>? after, IReadOnlyList<byte[]> upTo, int rows)
    {
        var sql = new StringBuilder(_all).Append(" WHERE ");
        if (after is not null)
        {
            Bound(sql, after, '>', isIncluded: false);
            sql.Append(" AND ");
        }

        Bound(sql, upTo, '<', isIncluded: true);
        return sql.Append(CultureInfo.InvariantCulture, $" ORDER BY {By("")} LIMIT {rows}").ToString();
    }

    /// <summary>The rows of some keys, and those whose keys the server takes for equal to them: by a collation that ignores case, say.</summary>
    /// <param name="keys">The keys; at least one.</param>
    /// <exception cref="FormatException">A key isn't of its columns' types.</exception>
    public string Of(IReadOnlyList<IReadOnlyList<byte[]>> keys)
    {
        var sql = new StringBuilder(_all).Append(" WHERE ");
        if (Order.Length == 1)
        {
            return sql.Append(Compared(0)).Append(" IN (").AppendJoin(", ", keys.Select(key => ComparedTo(0, key[0]))).Append(')').ToString();
        }

        return sql.AppendJoin(" OR ", keys.Select(key => $"({string.Join(" AND ", key.Select((value, i) => $"{Compared(i)} = {ComparedTo(i, value)}"))})")).ToString();
    }

    // What no index's order goes by is compared as the bytes that it is read as.
    private string Compared(int part) => table.Columns[Order[part]] is { IsOrdered: false } column ? column.Expression : Name(part);

    private string ComparedTo(int part, byte[] value) => table.Columns[Order[part]].IsOrdered ? Literal(part, value) : SourceSql.Bytes(value);

    // Of (a, b) > (x, y): (a > x OR (a = x AND b > y)) — the form of which both servers' optimizers make ranges of the index. Of row constructors they make none.
    private void Bound(StringBuilder sql, IReadOnlyList<byte[]> key, char side, bool isIncluded)
    {
        for (var i = 0; i < Order.Length; i++)
        {
            var isLast = i == Order.Length - 1;
            sql.Append('(').Append(Name(i)).Append(' ').Append(side).Append(isLast && isIncluded ? "= " : " ").Append(Literal(i, key[i]));
            if (!isLast)
            {
                sql.Append(" OR (").Append(Name(i)).Append(" = ").Append(Literal(i, key[i])).Append(" AND ");
            }
        }

        sql.Append(')');
        for (var i = 1; i < Order.Length; i++)
        {
            sql.Append("))");
        }
    }

    private string By(string direction) => string.Join(", ", Enumerable.Range(0, Order.Length).Select(i => Name(i) + direction));

    private string Name(int part) => SourceSql.Quote(table.Columns[Order[part]].Name);

    private string Literal(int part, byte[] value) => table.Columns[Order[part]].Form.Type.Kind switch
    {
        SourceKind.Binary or SourceKind.VarBinary or SourceKind.Blob => SourceSql.Bytes(value),

        // The zero date is no instant.
        SourceKind.Timestamp => QueriedValue.TryReadInstant(value, out var micros) && micros > 0 ? $"FROM_UNIXTIME({SourceSql.Number(value)})" : SourceSql.Text("0000-00-00 00:00:00"),
        SourceKind.Char or SourceKind.VarChar or SourceKind.Text or SourceKind.Date or SourceKind.DateTime or SourceKind.Time => SourceSql.Text(value),
        _ => SourceSql.Number(value),
    };
}
