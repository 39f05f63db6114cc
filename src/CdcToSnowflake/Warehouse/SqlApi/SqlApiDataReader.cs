using System.Collections;
using System.Collections.ObjectModel;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using CdcToSnowflake.Warehouse.SqlApi.Http;
using CdcToSnowflake.Warehouse.SqlApi.Values;

namespace CdcToSnowflake.Warehouse.SqlApi;

/// <summary>The results of a command's statements, one after another.</summary>
internal sealed class SqlApiDataReader(SqlApiClient client, string firstLine, SqlApiResponse response, SqlApiConnection? closes) : DbDataReader, IDbColumnSchemaGenerator
{
    private readonly Queue<string> _handles = new(response.StatementHandles);
    private ResultCursor? _cursor;
    private long _affected = -1;
    private bool _isClosed;

    /// <summary>Of the results so far.</summary>
    public override int RecordsAffected => (int)Math.Min(int.MaxValue, _affected);

    public override int Depth => 0;

    public override bool IsClosed => _isClosed;

    public override int FieldCount => _cursor?.Columns.Count ?? 0;

    public override bool HasRows => _cursor?.HasRows ?? false;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    private ResultCursor Current => _cursor ?? throw new InvalidOperationException(_isClosed ? "The reader is closed." : "There is no further result.");

    /// <summary>Goes to the first result.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_handles.Count == 0)
        {
            Show(response);
        }
        else
        {
            await NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override bool Read() => ReadAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return _cursor is { } cursor && await cursor.ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    public override bool NextResult() => NextResultAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override async Task<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        _cursor?.Dispose();
        _cursor = null;
        if (!_handles.TryDequeue(out var handle))
        {
            return false;
        }

        Show(await client.ResultAsync(handle, firstLine, cancellationToken).ConfigureAwait(false));
        return true;
    }

    public override void Close()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _cursor?.Dispose();
            _cursor = null;
            closes?.Close();
        }
    }

    public override string GetName(int ordinal) => Column(ordinal).Name;

    /// <summary>By exact name; else the first that differs only in case.</summary>
    public override int GetOrdinal(string name)
    {
        foreach (var comparison in new[] { StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase })
        {
            for (var i = 0; i < FieldCount; i++)
            {
                if (string.Equals(Column(i).Name, name, comparison))
                {
                    return i;
                }
            }
        }

        throw new ArgumentOutOfRangeException(nameof(name), name, "The result has no such column.");
    }

    /// <summary>Snowflake's type with its parameters, as NUMBER(20,0).</summary>
    public override string GetDataTypeName(int ordinal) => Column(ordinal).TypeName;

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => Column(ordinal).ClrType;

    public ReadOnlyCollection<DbColumn> GetColumnSchema() => Current.Columns.Select((column, i) => (DbColumn)new SqlApiColumn(column, i)).ToList().AsReadOnly();

    public override bool IsDBNull(int ordinal) => OnRow(ordinal).IsNull(ordinal);

    public override object GetValue(int ordinal) => IsDBNull(ordinal) ? DBNull.Value : Read(ordinal, static (value, column) => ValueReader.Read(value, column));

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    public override bool GetBoolean(int ordinal) => GetFieldValue<bool>(ordinal);

    public override byte GetByte(int ordinal) => GetFieldValue<byte>(ordinal);

    public override short GetInt16(int ordinal) => GetFieldValue<short>(ordinal);

    public override int GetInt32(int ordinal) => GetFieldValue<int>(ordinal);

    public override long GetInt64(int ordinal) => GetFieldValue<long>(ordinal);

    public override float GetFloat(int ordinal) => GetFieldValue<float>(ordinal);

    public override double GetDouble(int ordinal) => GetFieldValue<double>(ordinal);

    public override decimal GetDecimal(int ordinal) => GetFieldValue<decimal>(ordinal);

    public override char GetChar(int ordinal) => GetFieldValue<char>(ordinal);

    public override Guid GetGuid(int ordinal) => GetFieldValue<Guid>(ordinal);

    public override DateTime GetDateTime(int ordinal) => GetFieldValue<DateTime>(ordinal);

    /// <summary>Of any type, exactly: numbers as Snowflake wrote them, times to the nanosecond, bytes as hex.</summary>
    public override string GetString(int ordinal) => Read(ordinal, static (value, column) => ValueReader.Text(value, column));

    /// <summary>Converts without loss; string works for every type.</summary>
    public override T GetFieldValue<T>(int ordinal) =>
        typeof(T) == typeof(string) ? (T)(object)GetString(ordinal)
        : default(T) is null && IsDBNull(ordinal) && Nullable.GetUnderlyingType(typeof(T)) is not null ? default!
        : Read(ordinal, static (value, column) => ValueConversion.To<T>(ValueReader.Read(value, column)));

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => Copy(GetFieldValue<byte[]>(ordinal), dataOffset, buffer, bufferOffset, length);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => Copy(GetString(ordinal).ToCharArray(), dataOffset, buffer, bufferOffset, length);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private void Show(SqlApiResponse result)
    {
        _cursor = new ResultCursor(client, firstLine, result);
        if (_cursor.Affected is >= 0 and var affected)
        {
            _affected = Math.Max(0, _affected) + affected;
        }
    }

    private ResultColumn Column(int ordinal) =>
        ordinal >= 0 && ordinal < FieldCount ? Current.Columns[ordinal] : throw new ArgumentOutOfRangeException(nameof(ordinal), ordinal, "The result has no such column.");

    private ResultCursor OnRow(int ordinal)
    {
        _ = Column(ordinal);
        return Current.IsOnRow ? Current : throw new InvalidOperationException("There is no current row: call Read first.");
    }

    private T Read<T>(int ordinal, ValueFunction<T> read)
    {
        var cursor = OnRow(ordinal);
        var column = cursor.Columns[ordinal];
        if (cursor.IsNull(ordinal))
        {
            throw new InvalidCastException($"Column '{column.Name}' is NULL.");
        }

        try
        {
            return read(cursor.Value(ordinal), column);
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException)
        {
            var message = $"Column '{column.Name}' of type {column.TypeName} can't be read so: {e.Message}";
            throw e is OverflowException ? new OverflowException(message, e) : new InvalidCastException(message, e);
        }
    }

    private static long Copy<T>(T[] from, long offset, T[]? to, int toOffset, int length)
    {
        if (to is null)
        {
            return from.Length;
        }

        var count = (int)Math.Clamp(from.Length - offset, 0, length);
        Array.Copy(from, offset, to, toOffset, count);
        return count;
    }

    private delegate T ValueFunction<out T>(ReadOnlySpan<byte> value, ResultColumn column);
}
