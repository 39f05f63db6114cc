using System.Buffers.Binary;

namespace CdcToSnowflake.Files;

/// <summary>A row of a query that selects each column as bytes: the columns back to back, each after its length (32 bits, -1 for NULL).</summary>
internal readonly ref struct QueriedRow(ReadOnlySpan<byte> columns)
{
    /// <summary>The bytes of a length.</summary>
    public const int LengthBytes = sizeof(int);

    /// <summary>The length that says NULL.</summary>
    public const int NullLength = -1;

    private readonly ReadOnlySpan<byte> _columns = columns;

    /// <summary>Takes the next column's value off.</summary>
    /// <returns>The columns after it.</returns>
    public QueriedRow TakeNext(out bool isNull, out ReadOnlySpan<byte> value)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(_columns);
        isNull = length == NullLength;
        value = isNull ? default : _columns.Slice(LengthBytes, length);
        return new QueriedRow(_columns[(LengthBytes + value.Length)..]);
    }
}
