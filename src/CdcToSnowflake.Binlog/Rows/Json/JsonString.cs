using System.Buffers;

namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>A JSON string, escaped as MySQL escapes (json_dom.cc, double_quote): only what must be.</summary>
internal static class JsonString
{
    private static readonly SearchValues<byte> s_escaped =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    private static ReadOnlySpan<byte> Hex => "0123456789abcdef"u8;

    /// <summary>Whether the text holds what has to be escaped.</summary>
    public static bool IsEscaped(ReadOnlySpan<byte> utf8) => utf8.ContainsAny(s_escaped);

    public static void Write(ReadOnlySpan<byte> utf8, ref Utf8Buffer output)
    {
        var at = utf8.IndexOfAny(s_escaped);
        if (at >= 0)
        {
            WriteEscaped(utf8, at, ref output);
            return;
        }

        var room = output.Reserve(utf8.Length + 2);
        room[0] = (byte)'"';
        utf8.CopyTo(room[1..]);
        room[utf8.Length + 1] = (byte)'"';
        output.Advance(utf8.Length + 2);
    }

    private static void WriteEscaped(ReadOnlySpan<byte> utf8, int at, ref Utf8Buffer output)
    {
        output.Write((byte)'"');
        for (; at >= 0; at = utf8.IndexOfAny(s_escaped))
        {
            output.Write(utf8[..at]);
            Escape(utf8[at], ref output);
            utf8 = utf8[(at + 1)..];
        }

        output.Write(utf8);
        output.Write((byte)'"');
    }

    private static void Escape(byte b, ref Utf8Buffer output)
    {
        const int Longest = 6;
        var room = output.Reserve(Longest);
        room[0] = (byte)'\\';
        room[1] = b switch
        {
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            < 32 => (byte)'u',
            _ => b,
        };
        if (room[1] != (byte)'u')
        {
            output.Advance(2);
            return;
        }

        room[2] = (byte)'0';
        room[3] = (byte)'0';
        room[4] = Hex[b >> 4];
        room[5] = Hex[b & 15];
        output.Advance(Longest);
    }
}
