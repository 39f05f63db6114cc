using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace CdcToSnowflake.Binlog.Rows.Text;

/// <summary>
/// An East Asian charset by the server's own table: .NET's code pages differ from MySQL in the wave dash, half of EUC-KR, all of JIS X 0212 and more.
/// </summary>
/// <remarks>
/// The resource <c>{charset}.deflate</c> holds 65,536 UTF-16 units, one per code of one or two bytes (lead × 256 + trail), 0 where there is none; EUC-JP a second
/// plane for the codes after 8F. MySQL 9.7 gave them: <c>CONVERT(CONVERT(UNHEX(code) USING charset) USING utf16)</c>.
/// </remarks>
internal sealed class DoubleByteDecoder : CharsetDecoder
{
    private const int Plane = 65_536;
    private const int MaxUtf8 = 3;
    private const byte ThreeByteLead = 0x8F;

    private readonly char[] _characters;

    private DoubleByteDecoder(char[] characters) => _characters = characters;

    /// <summary>The decoder, or null if there is no such table.</summary>
    public static DoubleByteDecoder? Create(string charset)
    {
        using var resource = typeof(DoubleByteDecoder).Assembly.GetManifestResourceStream(charset);
        if (resource is null)
        {
            return null;
        }

        using var stream = new DeflateStream(resource, CompressionMode.Decompress);
        var characters = new char[charset is "ujis" or "eucjpms" ? 2 * Plane : Plane];
        stream.ReadExactly(MemoryMarshal.AsBytes(characters.AsSpan()));
        return new DoubleByteDecoder(characters);
    }

    public override ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<byte> text, RowScratch scratch)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var utf8 = scratch.Lend(checked(text.Length * MaxUtf8));
        var written = 0;
        for (var at = 0; at < text.Length;)
        {
            var c = Next(text[at..], out var length);
            at += length;
            new Rune(char.IsSurrogate(c) ? '?' : c).TryEncodeToUtf8(utf8[written..], out var bytes);
            written += bytes;
        }

        scratch.GiveBack(utf8.Length - written);
        return utf8[..written];
    }

    /// <summary>The character at the front; the server's question mark for what is none.</summary>
    private char Next(ReadOnlySpan<byte> text, out int length)
    {
        var lead = text[0];
        length = 1;
        if (lead < 0x80 || _characters[lead] != 0)
        {
            return lead < 0x80 ? (char)lead : _characters[lead];
        }

        var plane = 0;
        if (lead == ThreeByteLead && _characters.Length > Plane)
        {
            plane = Plane;
            text = text[1..];
            length = 2;
        }

        if (text.Length < 2)
        {
            return '?';
        }

        length++;
        return _characters[plane + (text[0] << 8) + text[1]] is not '\0' and var c ? c : '?';
    }
}
