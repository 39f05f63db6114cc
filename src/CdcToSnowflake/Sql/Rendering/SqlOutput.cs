using System.Globalization;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>
/// The text of one rendering. In one array, not in a StringBuilder's thousands of pieces: those of a task over thousands of tables would all be moved by the collector while it is written.
/// </summary>
internal sealed class SqlOutput
{
    // What is kept for the next rendering; more is left to the collector.
    private const int MostKept = 1 << 20;

    private char[] _text = new char[4096];

    /// <summary>The characters so far. Can be set back, to take back what came after.</summary>
    public int Length { get; set; }

    public ReadOnlySpan<char> Text => _text.AsSpan(0, Length);

    public void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > _text.Length - Length)
        {
            char[] longer = GC.AllocateUninitializedArray<char>(Math.Max(Length + text.Length, 2 * _text.Length));
            _text.AsSpan(0, Length).CopyTo(longer);
            _text = longer;
        }
        text.CopyTo(_text.AsSpan(Length));
        Length += text.Length;
    }

    public void Append(long number)
    {
        Span<char> digits = stackalloc char[20];
        number.TryFormat(digits, out int written, default, CultureInfo.InvariantCulture);
        Append(digits[..written]);
    }

    /// <summary>Takes back white space at the end, as far as a place.</summary>
    public void TrimEnd(int since) => Length = since + _text.AsSpan(since, Length - since).TrimEnd().Length;

    public string ToString(int start) => new(_text.AsSpan(start, Length - start));

    public void Clear()
    {
        Length = 0;
        if (_text.Length > MostKept)
        {
            _text = new char[4096];
        }
    }
}
