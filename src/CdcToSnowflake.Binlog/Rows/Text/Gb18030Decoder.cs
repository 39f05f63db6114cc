using System.Text;

namespace CdcToSnowflake.Binlog.Rows.Text;

/// <summary>GB 18030 in the edition of 2005, as MySQL has it: against .NET's (2000) two codes are exchanged.</summary>
internal sealed class Gb18030Decoder : CharsetDecoder
{
    private readonly EncodingDecoder _edition2000 = new(CodePagesEncodingProvider.Instance.GetEncoding(54936)!, holdsAscii: true);

    /// <summary>U+1E3F, which the edition of 2005 has at A8BC.</summary>
    private static ReadOnlySpan<byte> LetterM => "\u1E3F"u8;

    /// <summary>U+E7C7, of the private use area, at A8BC in the edition of 2000.</summary>
    private static ReadOnlySpan<byte> PrivateUse => "\uE7C7"u8;

    public override ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<byte> text, RowScratch scratch)
    {
        var utf8 = _edition2000.ToUtf8(text, scratch);
        if (utf8.IndexOf(LetterM) < 0 && utf8.IndexOf(PrivateUse) < 0)
        {
            return utf8;
        }

        var exchanged = scratch.Lend(utf8.Length);
        utf8.CopyTo(exchanged);
        for (var at = 0; at + LetterM.Length <= exchanged.Length; at++)
        {
            var here = exchanged.Slice(at, LetterM.Length);
            if (here.SequenceEqual(LetterM))
            {
                PrivateUse.CopyTo(here);
            }
            else if (here.SequenceEqual(PrivateUse))
            {
                LetterM.CopyTo(here);
            }
        }

        return exchanged;
    }
}
