using System.Buffers;
using System.Runtime.InteropServices;
using CdcToSnowflake.Model;
using ParquetSharp;
using ParquetSharp.Schema;

namespace CdcToSnowflake.Files;

/// <summary>The five columns that every row gets; three of them need nothing kept per row but a number or a letter.</summary>
internal sealed class MetaColumns(BufferSize size)
{
    // What is made for a batch is pooled, and the pool keeps some for each thread that wrote once.
    private const int BatchRows = 8192;

    private const int BytesPerRow = sizeof(byte) + (2 * sizeof(long));

    // Every letter once, so that a row's _OP is a view of one byte here.
    private static readonly byte[] Letters = GC.AllocateUninitializedArray<byte>(128, pinned: true);

    private byte[] _ops = new byte[16];
    private long[] _updatedAt = new long[16];
    private long[] _seq = new long[16];

    static MetaColumns()
    {
        for (var i = 0; i < Letters.Length; i++)
        {
            Letters[i] = (byte)i;
        }
    }

    public int Rows { get; private set; }

    public static IEnumerable<Node> MakeNodes() =>
    [
        Text(MetaColumn.Op), Number(MetaColumn.UpdatedAt), Number(MetaColumn.Cut), Number(MetaColumn.Seq), Text(MetaColumn.Writer),
    ];

    public void Add(RowOp op, long updatedAtMicros, long seq)
    {
        if (Rows == _ops.Length)
        {
            Array.Resize(ref _ops, Rows * 2);
            Array.Resize(ref _updatedAt, Rows * 2);
            Array.Resize(ref _seq, Rows * 2);
        }

        _ops[Rows] = (byte)op;
        _updatedAt[Rows] = updatedAtMicros;
        _seq[Rows] = seq;
        Rows++;
        size.Bytes += BytesPerRow;
    }

    public void Write(RowGroupWriter group, long cut, string writer)
    {
        var most = Math.Min(Rows, BatchRows);
        var views = ArrayPool<ByteArray>.Shared.Rent(most);
        var numbers = ArrayPool<long>.Shared.Rent(most);
        var pin = GCHandle.Alloc(System.Text.Encoding.UTF8.GetBytes(writer), GCHandleType.Pinned);
        try
        {
            WriteOps(group, views.AsSpan(0, most));
            WriteNumbers(group, _updatedAt);
            numbers.AsSpan(0, most).Fill(cut);
            WriteSame<long>(group, numbers.AsSpan(0, most));
            WriteNumbers(group, _seq);
            views.AsSpan(0, most).Fill(new ByteArray(pin.AddrOfPinnedObject(), ((byte[])pin.Target!).Length));
            WriteSame<ByteArray>(group, views.AsSpan(0, most));
        }
        finally
        {
            pin.Free();
            ArrayPool<long>.Shared.Return(numbers);
            ArrayPool<ByteArray>.Shared.Return(views);
        }
    }

    /// <summary>A row's <c>_OP</c>.</summary>
    public byte Op(int row) => _ops[row];

    /// <summary>A row's <c>_UPDATED_AT</c>.</summary>
    public long UpdatedAt(int row) => _updatedAt[row];

    /// <summary>A row's <c>_SEQ</c>.</summary>
    public long Seq(int row) => _seq[row];

    public void Clear() => Rows = 0;

    private void WriteOps(RowGroupWriter group, Span<ByteArray> views)
    {
        using var column = (ColumnWriter<ByteArray>)group.NextColumn();
        var letters = Marshal.UnsafeAddrOfPinnedArrayElement(Letters, 0);
        for (var row = 0; row < Rows; row += views.Length)
        {
            var ops = _ops.AsSpan(row, Math.Min(views.Length, Rows - row));
            for (var i = 0; i < ops.Length; i++)
            {
                views[i] = new ByteArray(letters + ops[i], 1);
            }

            column.WriteBatch(views[..ops.Length]);
        }
    }

    private void WriteNumbers(RowGroupWriter group, long[] values)
    {
        using var column = (ColumnWriter<long>)group.NextColumn();
        column.WriteBatch(values.AsSpan(0, Rows));
    }

    // What every row has.
    private void WriteSame<T>(RowGroupWriter group, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        using var column = (ColumnWriter<T>)group.NextColumn();
        for (var row = 0; row < Rows; row += values.Length)
        {
            column.WriteBatch(values[..Math.Min(values.Length, Rows - row)]);
        }
    }

    private static PrimitiveNode Text(string name)
    {
        using var type = LogicalType.String();
        return new PrimitiveNode(name, Repetition.Required, type, PhysicalType.ByteArray);
    }

    private static PrimitiveNode Number(string name)
    {
        using var type = LogicalType.None();
        return new PrimitiveNode(name, Repetition.Required, type, PhysicalType.Int64);
    }
}
