using System.Buffers.Binary;
using System.Text.Unicode;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Changes;

/// <summary>A column's value as an object; <see cref="BinlogRow.this[string]"/> documents the types.</summary>
internal static class BoxedValue
{
    /// <summary>Every number of so many digits, with any scale, is a <see cref="decimal"/> without loss.</summary>
    private const int DecimalDigits = 28;

    /// <param name="row">The row.</param>
    /// <param name="index">A column that is there and not NULL.</param>
    /// <param name="column">The same.</param>
    public static object Of(in BinlogRow row, int index, BinlogColumn column) => column.Type switch
    {
        BinlogColumnType.TinyInt => column.IsUnsigned ? (byte)row.GetUInt64(index) : (sbyte)row.GetInt64(index),
        BinlogColumnType.SmallInt => column.IsUnsigned ? (ushort)row.GetUInt64(index) : (short)row.GetInt64(index),
        BinlogColumnType.MediumInt or BinlogColumnType.Int => column.IsUnsigned ? (uint)row.GetUInt64(index) : (int)row.GetInt64(index),
        BinlogColumnType.BigInt => column.IsUnsigned ? row.GetUInt64(index) : row.GetInt64(index),
        BinlogColumnType.Decimal => DecimalOf(row.GetDecimal(index), column),
        BinlogColumnType.Float => row.GetSingle(index),
        BinlogColumnType.Double => row.GetDouble(index),
        BinlogColumnType.Bit => row.GetUInt64(index),
        BinlogColumnType.Year => (int)row.GetInt64(index),
        BinlogColumnType.Time => TimeSpan.FromTicks(row.GetTimeMicros(index) * TimeSpan.TicksPerMicrosecond),
        BinlogColumnType.Date => DateOf(row.GetDateTime(index)),
        BinlogColumnType.DateTime => DateTimeOf(row.GetDateTime(index)),
        BinlogColumnType.Timestamp => TimestampOf(row.GetTimestampMicros(index)),
        BinlogColumnType.Char or BinlogColumnType.VarChar or BinlogColumnType.Text => TextOf(in row, index, column),
        BinlogColumnType.Enum => column.EnumValues.Count > 0 ? row.GetString(index) : row.GetUInt64(index),
        BinlogColumnType.Set => column.SetValues.Count > 0 ? row.GetString(index) : row.GetUInt64(index),
        BinlogColumnType.Json => row.IsPartial(index) ? OperationsOf(row.GetJsonDiffs(index)) : row.GetJson(index).ToString(),
        BinlogColumnType.Vector => VectorOf(row.GetBytes(index)),
        _ => row.GetBytes(index).ToArray(),
    };

    /// <summary>By what is declared, not by the value, so that a column has one type.</summary>
    private static object DecimalOf(BinlogDecimal value, BinlogColumn column) =>
        column.Precision <= DecimalDigits && value.TryGetDecimal(out var number) ? number : value.ToString();

    private static object DateOf(BinlogDateTime value) => value.IsPartial ? value : new DateOnly(value.Year, value.Month, value.Day);

    private static object DateTimeOf(BinlogDateTime value) =>
        value.TryGetUnixMicros(out var micros) ? new DateTime(DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond)) : value;

    private static object TimestampOf(long micros) =>
        BinlogDateTime.FromTimestamp(micros) is { IsZero: true } zero ? zero : (object)DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    private static object TextOf(in BinlogRow row, int index, BinlogColumn column)
    {
        // MySQL before 8.0.1 logs no charset: what can't be UTF-8 is BINARY, or text of another charset, and would be spoilt as a string.
        if (column.CollationId == 0 && row.GetBytes(index) is var bytes && !Utf8.IsValid(bytes))
        {
            return bytes.ToArray();
        }

        return row.GetString(index);
    }

    private static BinlogJsonOperation[] OperationsOf(BinlogJsonDiffs diffs)
    {
        var operations = new List<BinlogJsonOperation>();
        foreach (var diff in diffs)
        {
            operations.Add(new BinlogJsonOperation(diff.Operation, diff.GetPath(), diff.Operation == BinlogJsonDiffOperation.Remove ? null : diff.Value.ToString()));
        }

        return [.. operations];
    }

    private static float[] VectorOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % sizeof(float) != 0)
        {
            throw EventPlace.Corrupt($"A VECTOR of {bytes.Length} bytes; each of its numbers has {sizeof(float)}.");
        }

        var vector = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        }

        return vector;
    }
}
