using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace CdcToSnowflake.Files.Text;

/// <summary>Rows as lines of text. Columns write their values by the calls here; how a value is set off from the next, quoted and escaped is the format's.</summary>
internal abstract class TextLines
{
    private const int ChunkBytes = 64 << 10;
    private const int LongestNumber = 32;

    // Beyond this the pool would keep what a huge value needed once.
    private const int LargestPooled = 1 << 20;

    private byte[] _bytes = [];
    private int _used;

    /// <summary>Writes what stands before all rows.</summary>
    public abstract void WriteHeader(GzipBlocks output);

    /// <summary>Writes all rows of a buffer.</summary>
    public void Write(RowBuffer rows, long cut, string writer, GzipBlocks output)
    {
        // The memory goes back at once: a cut may have thousands of files under way.
        _bytes = ArrayPool<byte>.Shared.Rent(2 * ChunkBytes);
        var next = ArrayPool<int>.Shared.Rent(rows.Written.Length);
        try
        {
            next.AsSpan(0, rows.Written.Length).Clear();
            Begin(cut, writer);
            for (var row = 0; row < rows.Rows; row++)
            {
                WriteRow(rows, row, next);
                if (_used >= ChunkBytes)
                {
                    WriteOut(output);
                }
            }

            WriteOut(output);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(next);
            Give(_bytes);
            _bytes = [];
        }
    }

    /// <summary>A number that every reader holds exactly.</summary>
    public void Number(long value)
    {
        Utf8Formatter.TryFormat(value, Space(LongestNumber), out var written);
        _used += written;
    }

    /// <summary>The shortest digits that give the same 64-bit float.</summary>
    public void Number(double value)
    {
        value.TryFormat(Space(LongestNumber), out var written, default, CultureInfo.InvariantCulture);
        _used += written;
    }

    /// <summary>A number with all its digits.</summary>
    /// <param name="unscaled">The number times 10^scale.</param>
    /// <param name="scale">Digits after the point.</param>
    public void Exact(long unscaled, int scale)
    {
        QuoteExact();
        if (scale == 0)
        {
            Number(unscaled);
        }
        else
        {
            _used += DecimalDigits.Format(unscaled, scale, Space(DecimalDigits.Longest));
        }

        QuoteExact();
    }

    /// <inheritdoc cref="Exact(long, int)"/>
    public void Exact(Int128 unscaled, int scale)
    {
        QuoteExact();
        _used += DecimalDigits.Format(unscaled, scale, Space(DecimalDigits.Longest));
        QuoteExact();
    }

    /// <summary>A date.</summary>
    /// <param name="days">Since 1970-01-01.</param>
    public void Date(int days)
    {
        Span<byte> text = stackalloc byte[10];
        DateOnly.FromDayNumber(DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + days).TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        Text(text);
    }

    /// <summary>Text, which may hold anything.</summary>
    public abstract void Text(ReadOnlySpan<byte> utf8);

    /// <summary>Prepares what all rows of a buffer have in common.</summary>
    protected abstract void Begin(long cut, string writer);

    /// <summary>Writes a row, and counts for each column in <paramref name="next"/> the values that it has written.</summary>
    protected abstract void WriteRow(RowBuffer rows, int row, int[] next);

    /// <summary>Writes what stands on both sides of a number that readers would round if they took it for one.</summary>
    protected abstract void QuoteExact();

    protected void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Space(bytes.Length));
        _used += bytes.Length;
    }

    protected void Raw(byte value)
    {
        Space(1)[0] = value;
        _used++;
    }

    private Span<byte> Space(int bytes)
    {
        if (_bytes.Length - _used < bytes)
        {
            Grow(bytes);
        }

        return _bytes.AsSpan(_used);
    }

    private void Grow(int bytes)
    {
        var size = Math.Max(checked(_used + bytes), (int)Math.Min(_bytes.Length * 2L, Array.MaxLength));
        var larger = size <= LargestPooled ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);
        _bytes.AsSpan(0, _used).CopyTo(larger);
        Give(_bytes);
        _bytes = larger;
    }

    private static void Give(byte[] bytes)
    {
        if (bytes.Length <= LargestPooled)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void WriteOut(GzipBlocks output)
    {
        output.Write(_bytes.AsSpan(0, _used));
        _used = 0;
    }
}
