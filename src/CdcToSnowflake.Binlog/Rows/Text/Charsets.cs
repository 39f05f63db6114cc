using System.Collections.Concurrent;
using System.Text;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Rows.Text;

/// <summary>The charsets of both servers and how each becomes UTF-8.</summary>
internal static class Charsets
{
    private static readonly ConcurrentDictionary<string, CharsetDecoder> s_decoders = new(StringComparer.Ordinal);

    /// <summary>Whether text of the charset is UTF-8 as it stands.</summary>
    public static bool IsUtf8(string charset) => charset is "utf8mb4" or "utf8mb3" or "ascii";

    /// <summary>The decoder of a charset that <see cref="Collations"/> names.</summary>
    public static CharsetDecoder Decoder(string charset) => s_decoders.GetOrAdd(charset, static name => Create(name));

    /// <summary>Text outside of rows: statements, the strings of ENUM and SET.</summary>
    public static string Decode(int collation, ReadOnlySpan<byte> text)
    {
        var charset = Collations.CharsetOf(collation);
        if (charset is null or "binary" || IsUtf8(charset))
        {
            return Encoding.UTF8.GetString(text);
        }

        return Encoding.UTF8.GetString(Decoder(charset).ToUtf8(text, new RowScratch()));
    }

    private static CharsetDecoder Create(string name) => name switch
    {
        "ucs2" or "utf16" => new EncodingDecoder(Encoding.BigEndianUnicode, holdsAscii: false),
        "utf16le" => new EncodingDecoder(Encoding.Unicode, holdsAscii: false),
        "utf32" => new EncodingDecoder(new UTF32Encoding(bigEndian: true, byteOrderMark: false), holdsAscii: false),
        "gb18030" => new Gb18030Decoder(),
        _ => SingleByteDecoder.Create(name) ?? (CharsetDecoder?)DoubleByteDecoder.Create(name) ?? throw EventPlace.Unsupported($"Text in charset {name}, which isn't known; convert the column to utf8mb4."),
    };
}
