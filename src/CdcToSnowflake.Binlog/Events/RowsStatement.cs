using System.Text;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>The statement behind the rows events up to its end, where the server logs it. Its text is made only for who asks.</summary>
internal sealed class RowsStatement
{
    private byte[] _bytes = [];
    private int _length;
    private bool _isThere;
    private bool _hasEnded;
    private string? _text;

    public string? Text => !_isThere ? null : _text ??= Encoding.UTF8.GetString(_bytes, 0, _length);

    /// <summary>A statement's rows follow.</summary>
    public void Begin(ReadOnlySpan<byte> utf8)
    {
        if (_bytes.Length < utf8.Length)
        {
            _bytes = new byte[Math.Max(utf8.Length, (int)Math.Min(2L * _bytes.Length, Array.MaxLength))];
        }

        utf8.CopyTo(_bytes);
        _length = utf8.Length;
        _isThere = true;
        _hasEnded = false;
        _text = null;
    }

    /// <summary>A rows event: the last one of its statement, or not.</summary>
    public void Rows(bool endsStatement)
    {
        if (_hasEnded)
        {
            Clear();
        }

        _hasEnded = endsStatement;
    }

    public void Clear()
    {
        _isThere = false;
        _hasEnded = false;
        _text = null;
    }
}
