using System.Globalization;
using System.Text;

namespace CdcToSnowflake.Binlog.Rows.Text;

/// <summary>A charset of one byte a character, by the server's own table.</summary>
internal sealed class SingleByteDecoder : CharsetDecoder
{
    private const int MaxUtf8 = 3;

    private readonly char[] _characters;
    private readonly bool _holdsAscii;

    private SingleByteDecoder(char[] characters, bool holdsAscii) => (_characters, _holdsAscii) = (characters, holdsAscii);

    /// <summary>The decoder, or null if the table doesn't have the charset.</summary>
    public static SingleByteDecoder? Create(string charset)
    {
        using var stream = typeof(SingleByteDecoder).Assembly.GetManifestResourceStream("single-byte")!;
        using var reader = new StreamReader(stream, Encoding.ASCII);
        while (reader.ReadLine() is { } line)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (line.AsSpan(0, space).SequenceEqual(charset))
            {
                return Parse(line.AsSpan(space + 1), isSevenBit: charset == "swe7");
            }
        }

        return null;
    }

    public override ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<byte> text, RowScratch scratch)
    {
        if (_holdsAscii && Ascii.IsValid(text))
        {
            return text;
        }

        var utf8 = scratch.Lend(checked(text.Length * MaxUtf8));
        var written = 0;
        foreach (var b in text)
        {
            int c = _characters[b];
            if (c < 0x80)
            {
                utf8[written++] = (byte)c;
            }
            else if (c < 0x800)
            {
                utf8[written++] = (byte)(0xC0 | (c >> 6));
                utf8[written++] = (byte)(0x80 | (c & 0x3F));
            }
            else
            {
                utf8[written++] = (byte)(0xE0 | (c >> 12));
                utf8[written++] = (byte)(0x80 | (c >> 6 & 0x3F));
                utf8[written++] = (byte)(0x80 | (c & 0x3F));
            }
        }

        scratch.GiveBack(utf8.Length - written);
        return utf8[..written];
    }

    private static SingleByteDecoder Parse(ReadOnlySpan<char> hex, bool isSevenBit)
    {
        var characters = new char[256];
        for (var i = 0; i < 128; i++)
        {
            var c = (char)ushort.Parse(hex.Slice(i * 4, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            characters[isSevenBit ? i : 128 + i] = c;
            characters[isSevenBit ? 128 + i : i] = isSevenBit ? '?' : (char)i;
        }

        return new SingleByteDecoder(characters, holdsAscii: !isSevenBit);
    }
}
