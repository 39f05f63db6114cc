namespace CdcToSnowflake.Binlog.Rows;

/// <summary>Memory for values that aren't in the binlog as they are handed out (text of other charsets, a SET's strings); reset with each row change.</summary>
internal sealed class RowScratch(int maxBytes = int.MaxValue)
{
    /// <summary>The largest value that may be made of less.</summary>
    public int MaxBytes { get; } = maxBytes;

    /// <summary>What is kept from one event to the next: one huge value must not keep its memory for good.</summary>
    public const int KeptBytes = 16 << 20;

    private const int FirstBytes = 4096;

    private byte[] _bytes = new byte[FirstBytes];
    private int _used;

    /// <summary>Whose rows these are. Here, because a row, which is copied with each step, holds this reference already.</summary>
    public BinlogTable? Table { get; set; }

    public void Reset() => _used = 0;

    /// <summary>Forgets what a huge value left behind.</summary>
    public void Trim()
    {
        if (_bytes.Length > KeptBytes)
        {
            _bytes = new byte[FirstBytes];
            _used = 0;
        }
    }

    /// <summary>Lends room until the next <see cref="Reset"/>. Spans lent before stay valid: an outgrown array lives as long as they do.</summary>
    public Span<byte> Lend(int length)
    {
        if (_bytes.Length - _used < length)
        {
            _bytes = new byte[Math.Max(length, _bytes.Length * 2)];
            _used = 0;
        }

        var span = _bytes.AsSpan(_used, length);
        _used += length;
        return span;
    }

    /// <summary>Gives back the end of what was lent last.</summary>
    public void GiveBack(int length) => _used -= length;
}
