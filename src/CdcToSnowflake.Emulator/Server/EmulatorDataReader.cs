using System.Collections;
using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Emulator.Execution.Results;

namespace CdcToSnowflake.Emulator.Server;

/// <summary>The results of a command's statements, one after another.</summary>
internal sealed class EmulatorDataReader : DbDataReader
{
    private readonly List<StatementResult> _results;
    private readonly EmulatorConnection? _closes;
    private int _at;
    private bool? _hasRows;
    private bool _isAhead;
    private bool _isClosed;

    public EmulatorDataReader(List<StatementResult> results, EmulatorConnection? closes)
    {
        _results = results;
        _closes = closes;
        RecordsAffected = results.TrueForAll(result => result.Affected < 0) ? -1 : (int)Math.Min(int.MaxValue, results.Sum(result => Math.Max(0, result.Affected)));
    }

    public override int RecordsAffected { get; }

    public override int Depth => 0;

    public override bool IsClosed => _isClosed;

    public override int FieldCount => _at < _results.Count ? Current.Columns.Count : 0;

    // Looks ahead only before the first Read: later the answer is known, and the cursor must stay.
    public override bool HasRows
    {
        get
        {
            if (_hasRows is null && _at < _results.Count)
            {
                _hasRows = _isAhead = Current.Rows.Read();
            }

            return _hasRows == true;
        }
    }

    private StatementResult Current => _results[_at];

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read()
    {
        if (_isAhead)
        {
            _isAhead = false;
            return true;
        }

        var isRead = _at < _results.Count && Current.Rows.Read();
        _hasRows ??= isRead;
        return isRead;
    }

    public override bool NextResult()
    {
        (_hasRows, _isAhead) = (null, false);
        _at = Math.Min(_at + 1, _results.Count);
        return _at < _results.Count;
    }

    public override void Close()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _results.ForEach(result => result.Dispose());
            _closes?.Close();
        }
    }

    public override string GetName(int ordinal) => Current.Columns[ordinal].Name;

    /// <summary>By exact name; else the first that differs only in case.</summary>
    public override int GetOrdinal(string name)
    {
        foreach (var comparison in new[] { StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase })
        {
            for (var i = 0; i < FieldCount; i++)
            {
                if (string.Equals(Current.Columns[i].Name, name, comparison))
                {
                    return i;
                }
            }
        }

        throw new ArgumentOutOfRangeException(nameof(name), name, "The result has no such column.");
    }

    /// <summary>Snowflake's type with its parameters, as NUMBER(20,0).</summary>
    public override string GetDataTypeName(int ordinal) => Current.Columns[ordinal].Type.ToString();

    public override Type GetFieldType(int ordinal) => DuckValue.ClrType(Current.Columns[ordinal].Type);

    public override bool IsDBNull(int ordinal) => Current.Rows.Value(ordinal) is null;

    public override object GetValue(int ordinal) => Current.Rows.Value(ordinal) ?? DBNull.Value;

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    public override bool GetBoolean(int ordinal) => Convert.ToBoolean(NotNull(ordinal), CultureInfo.InvariantCulture);

    public override byte GetByte(int ordinal) => ReaderConversion.To<byte>(NotNull(ordinal));

    public override short GetInt16(int ordinal) => ReaderConversion.To<short>(NotNull(ordinal));

    public override int GetInt32(int ordinal) => ReaderConversion.To<int>(NotNull(ordinal));

    public override long GetInt64(int ordinal) => ReaderConversion.To<long>(NotNull(ordinal));

    public override float GetFloat(int ordinal) => ReaderConversion.To<float>(NotNull(ordinal));

    public override double GetDouble(int ordinal) => ReaderConversion.To<double>(NotNull(ordinal));

    public override decimal GetDecimal(int ordinal) => ReaderConversion.To<decimal>(NotNull(ordinal));

    public override char GetChar(int ordinal) => GetString(ordinal)[0];

    public override Guid GetGuid(int ordinal) => Guid.Parse(GetString(ordinal), CultureInfo.InvariantCulture);

    public override DateTime GetDateTime(int ordinal) => ReaderConversion.To<DateTime>(NotNull(ordinal));

    public override string GetString(int ordinal) => ReaderConversion.To<string>(NotNull(ordinal));

    public override T GetFieldValue<T>(int ordinal) => ReaderConversion.To<T>(NotNull(ordinal));

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => Copy((byte[])NotNull(ordinal), dataOffset, buffer, bufferOffset, length);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copy(GetString(ordinal).ToCharArray(), dataOffset, buffer, bufferOffset, length);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private object NotNull(int ordinal) => Current.Rows.Value(ordinal)
        ?? throw new InvalidCastException($"Column '{GetName(ordinal)}' is NULL.");

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
}
