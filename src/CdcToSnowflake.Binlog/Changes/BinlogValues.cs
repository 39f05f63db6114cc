using System.Collections;
using System.Diagnostics.CodeAnalysis;
using CdcToSnowflake.Binlog.Changes;

namespace CdcToSnowflake.Binlog;

/// <summary>
/// A row's values by column name, in the table's order; immutable, so threads may share it. Names count the same in upper and lower case, as MySQL has it;
/// <c>@1</c>, <c>@2</c> … name columns by place, and are the only names where the binlog has none (<c>binlog_row_metadata=MINIMAL</c>).
/// A column that the row image leaves out (<c>binlog_row_image</c> other than FULL) isn't there. <see cref="BinlogRow.this[string]"/> tells the values' types.
/// </summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is a row, which can be read as a dictionary.")]
public sealed class BinlogValues : IReadOnlyDictionary<string, object?>
{
    private readonly object?[] _values;

    internal BinlogValues(BinlogTable table, object?[] values, int count)
    {
        Table = table;
        _values = values;
        Count = count;
    }

    /// <summary>Stands where the image has no value.</summary>
    internal static object Absent { get; } = new();

    /// <summary>The row's table.</summary>
    public BinlogTable Table { get; }

    /// <summary>How many columns the row image has.</summary>
    public int Count { get; }

    /// <summary>The names of the columns that are there.</summary>
    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    /// <summary>The values of the columns that are there.</summary>
    public IEnumerable<object?> Values => this.Select(pair => pair.Value);

    /// <summary>A value.</summary>
    /// <param name="key">The column's name.</param>
    /// <returns>The value; null for SQL NULL.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column; or the binlog has no names; or the row image leaves the column out.</exception>
    public object? this[string key] => Value(Table.GetOrdinal(key));

    /// <summary>A value as a type that can hold it.</summary>
    /// <typeparam name="T">See <see cref="BinlogRow.Get{T}(string)"/>.</typeparam>
    /// <param name="name">The column's name.</param>
    /// <returns>The value; null for SQL NULL where the type allows it.</returns>
    /// <exception cref="KeyNotFoundException">As for the indexer.</exception>
    /// <exception cref="InvalidCastException">The value isn't of a kind that the type holds, or is NULL and the type doesn't allow it.</exception>
    /// <exception cref="OverflowException">The value is beyond the type's range.</exception>
    public T Get<T>(string name)
    {
        var column = Table.GetOrdinal(name);
        return ValueConversion.To<T>(Value(column), Table, column);
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        value = Table.TryGetOrdinal(key, out var column) ? _values[column] : Absent;
        if (value != Absent)
        {
            return true;
        }

        value = null;
        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < _values.Length; i++)
        {
            if (_values[i] != Absent)
            {
                yield return new KeyValuePair<string, object?>(Table.NameOf(i), _values[i]);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private object? Value(int column) => _values[column] is var value && value != Absent ? value : throw new KeyNotFoundException(
        $"Column {Table.NameOf(column)} of {Table} isn't in this row image. SET GLOBAL binlog_row_image = 'FULL' logs all columns of each row; sessions that are open keep what they have.");
}
