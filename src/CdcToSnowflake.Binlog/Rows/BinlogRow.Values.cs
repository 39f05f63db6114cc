using CdcToSnowflake.Binlog.Changes;

namespace CdcToSnowflake.Binlog;

/// <content>Values as objects and by name: the comfortable door, which allocates.</content>
public readonly ref partial struct BinlogRow
{
    private BinlogTable Table => _scratch.Table!;

    /// <summary>A value as an object of its type:</summary>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>MySQL</term><description>.NET</description></listheader>
    /// <item><term>TINYINT, SMALLINT, MEDIUMINT and INT, BIGINT; UNSIGNED</term><description>sbyte, short, int, long; byte, ushort, uint, ulong</description></item>
    /// <item><term>DECIMAL up to 28 digits; more</term><description>decimal; string with all digits, as decimal can't hold each such number</description></item>
    /// <item><term>FLOAT, DOUBLE, BIT, YEAR</term><description>float, double, ulong, int (0 is 0000)</description></item>
    /// <item><term>DATE, DATETIME, TIMESTAMP, TIME</term><description>DateOnly, DateTime (unspecified), DateTime (UTC), TimeSpan; zero and partial dates, which no calendar has: <see cref="BinlogDateTime"/></description></item>
    /// <item><term>CHAR, VARCHAR, TEXT, JSON; ENUM and SET</term><description>string; the ordinal or bits as ulong where the binlog lacks the strings (<c>binlog_row_metadata</c> other than FULL)</description></item>
    /// <item><term>JSON that <see cref="IsPartial"/></term><description>BinlogJsonOperation[], as the document isn't in the row image</description></item>
    /// <item><term>BINARY, VARBINARY, BLOB, GEOMETRY (SRID, then WKB)</term><description>byte[]; where the binlog tells no charsets (<see cref="BinlogTable.HasSignsAndCharsets"/>), also a TEXT, and other text and bytes that aren't UTF-8</description></item>
    /// <item><term>VECTOR</term><description>float[]</description></item>
    /// </list>
    /// </remarks>
    /// <param name="name">The column's name, in upper or lower case; or <c>@1</c>, <c>@2</c> … by place.</param>
    /// <returns>The value; null for SQL NULL.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column, or the binlog has no names (<c>binlog_row_metadata</c> other than FULL).</exception>
    /// <exception cref="InvalidOperationException">The row image leaves the column out (<see cref="IsPresent"/>).</exception>
    /// <exception cref="BinlogException">The value isn't sound, or can't be decoded.</exception>
    public object? this[string name] => this[Table.GetOrdinal(name)];

    /// <summary>Same as <see cref="this[string]"/>, by index.</summary>
    /// <param name="column">The column's index.</param>
    /// <returns>The value; null for SQL NULL.</returns>
    public object? this[int column] =>
        IsNull(column) ? null
        : IsPresent(column) ? BoxedValue.Of(in this, column, Table.Columns[column])
        : throw NoValue(column, Rows.ValueSlot.AbsentStart);

    /// <summary>A column's index, to ask for once per table; the same as <see cref="BinlogTable.GetOrdinal"/>.</summary>
    /// <param name="name">The column's name.</param>
    /// <returns>The index.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column, or the binlog has no names.</exception>
    public int GetOrdinal(string name) => Table.GetOrdinal(name);

    /// <summary>A value as a type that can hold it without loss.</summary>
    /// <typeparam name="T">
    /// The type that <see cref="this[string]"/> gives, or its nullable form; for integers any integer type, decimal, or bool; for FLOAT double; for DECIMAL decimal; for dates <see cref="BinlogDateTime"/>, and
    /// DateTime also for DATE; for TIMESTAMP DateTimeOffset; for bytes ReadOnlyMemory&lt;byte&gt;; for VECTOR ReadOnlyMemory&lt;float&gt;.
    /// </typeparam>
    /// <param name="name">The column's name.</param>
    /// <returns>The value; null for SQL NULL where the type allows it.</returns>
    /// <exception cref="KeyNotFoundException">As for <see cref="this[string]"/>.</exception>
    /// <exception cref="InvalidCastException">The value isn't of a kind that the type holds, or is NULL and the type doesn't allow it.</exception>
    /// <exception cref="OverflowException">The value is beyond the type's range.</exception>
    public T Get<T>(string name)
    {
        var column = Table.GetOrdinal(name);
        return ValueConversion.To<T>(this[column], Table, column);
    }

    /// <summary>All values, as an object that may be kept.</summary>
    /// <returns>The values by name.</returns>
    /// <exception cref="BinlogException">A value isn't sound, or can't be decoded.</exception>
    public BinlogValues ToValues()
    {
        var table = Table;
        var values = new object?[ColumnCount];
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var isPresent = IsPresent(i);
            values[i] = isPresent ? this[i] : BinlogValues.Absent;
            count += isPresent ? 1 : 0;
        }

        return new BinlogValues(table, values, count);
    }
}
