using CdcToSnowflake.Files.Reading;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Hosting.Changes;

/// <summary>Makes rows of a handler's type out of a table in one shape.</summary>
internal sealed class RowMapper
{
    private readonly RowType _type;
    private readonly string _table;
    private readonly Field[] _fields;
    private readonly object?[] _parameters;

    /// <exception cref="ChangeMappingException">A member has no column, or one of another type.</exception>
    public RowMapper(RowType type, SourceTable table)
    {
        (_type, _table) = (type, $"{table.Schema}.{table.Name}");
        var columns = new List<int>();
        _fields = [.. type.Parameters.Concat(type.Properties).Select(member => Place(member, table, columns))];
        _parameters = new object?[type.Parameters.Count];
        Columns = columns;
    }

    /// <summary>The numbers of the columns that are needed.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>About how much memory the values take of all rows that were made.</summary>
    public long Bytes { get; private set; }

    /// <summary>Makes the row that a reader of <see cref="Columns"/> stands on.</summary>
    /// <param name="row">The reader.</param>
    /// <param name="isDelete">Whether the row is gone; then it may have its key only, and other members get their type's default.</param>
    /// <exception cref="ChangeMappingException">A value doesn't fit.</exception>
    public object Make(RowReader row, bool isDelete)
    {
        for (var i = 0; i < _parameters.Length; i++)
        {
            _parameters[i] = Value(_fields[i], row, isDelete);
        }

        var made = _type.Make(_parameters);
        for (var i = _parameters.Length; i < _fields.Length; i++)
        {
            if (_fields[i].Column is not null)
            {
                _fields[i].Member.Set!.Invoke(made, Value(_fields[i], row, isDelete));
            }
        }

        return made;
    }

    private Field Place(RowMember member, SourceTable table, List<int> columns)
    {
        var column = table.Columns.Index().Where(column => column.Item.IsWritten && member.IsFor(column.Item.Name)).Select(column => (int?)column.Index).FirstOrDefault();
        if (column is null)
        {
            return member.HasDefault
                ? new Field(member, null, null)
                : throw new ChangeMappingException(
                    _type.Type, _table, member.Name, "the table has no such column. Mend the name ([Column] names another), make it nullable or give it a default value, or mark a property [NotMapped].");
        }

        var convert = ValueConversion.For(table.Columns[column.Value].WrittenType, Nullable.GetUnderlyingType(member.Type) ?? member.Type)
            ?? throw new ChangeMappingException(
                _type.Type, _table, member.Name, $"a column of type {table.Columns[column.Value].WrittenType} doesn't become {member.Type.Name}. Give it the type {ValueConversion.Natural(table.Columns[column.Value].WrittenType).Name}, or string.");
        columns.Add(column.Value);
        return new Field(member, columns.Count - 1, convert);
    }

    private object? Value(Field field, RowReader row, bool isDelete)
    {
        if (field.Column is not { } column)
        {
            return field.Member.Default;
        }

        if (row[column] is not { } value)
        {
            return field.Member.TakesNull || isDelete
                ? Nothing(field.Member)
                : throw new ChangeMappingException(_type.Type, _table, field.Member.Name, $"the row with _SEQ {row.Seq} has NULL there. Make it nullable.");
        }

        Bytes += value switch
        {
            string text => text.Length * (long)sizeof(char),
            byte[] binary => binary.Length,
            _ => sizeof(long),
        };
        try
        {
            return field.Convert!(value);
        }
        catch (Exception e) when (e is OverflowException or FormatException or ArgumentException or InvalidCastException)
        {
            throw new ChangeMappingException(_type.Type, _table, field.Member.Name, $"the value of the row with _SEQ {row.Seq} doesn't become {field.Member.Type.Name}: {e.GetType().Name}. Give it a wider type, or string.", e);
        }
    }

    // An empty text rather than null where the type says that there is one; a null becomes the default of a value's type by itself.
    private static string? Nothing(RowMember member) => !member.TakesNull && member.Type == typeof(string) ? "" : null;

    private sealed record Field(RowMember Member, int? Column, Func<object, object>? Convert);
}
