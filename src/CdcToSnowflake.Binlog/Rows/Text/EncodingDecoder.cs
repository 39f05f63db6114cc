using System.Buffers;
using System.Text;

namespace CdcToSnowflake.Binlog.Rows.Text;

/// <summary>A charset that .NET knows; bytes that are no character become U+FFFD.</summary>
internal sealed class EncodingDecoder(Encoding encoding, bool holdsAscii) : CharsetDecoder
{
    public override ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<byte> text, RowScratch scratch)
    {
        if (holdsAscii && Ascii.IsValid(text))
        {
            return text;
        }

        var chars = ArrayPool<char>.Shared.Rent(encoding.GetMaxCharCount(text.Length));
        var count = encoding.GetChars(text, chars);
        var utf8 = scratch.Lend(count * 3);
        var written = Encoding.UTF8.GetBytes(chars.AsSpan(0, count), utf8);
        ArrayPool<char>.Shared.Return(chars);
        scratch.GiveBack(utf8.Length - written);
        return utf8[..written];
    }
}
