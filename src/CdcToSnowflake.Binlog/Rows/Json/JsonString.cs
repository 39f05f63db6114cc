using System.Buffers;

namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>A JSON string, escaped as MySQL escapes (json_dom.cc, double_quote): only what must be.</summary>
internal static class JsonString
{
    private static readonly SearchValues<byte> s_escaped =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    private static ReadOnlySpan<byte> Hex => "0123456789abcdef"u8;

    public static void Write(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        while (utf8.IndexOfAny(s_escaped) is >= 0 and var at)
        {
            output.Write(utf8[..at]);
            var b = utf8[at];
            var span = output.GetSpan(6);
            span[0] = (byte)'\\';
            span[1] = b switch
            {
                (byte)'\b' => (byte)'b',
                (byte)'\f' => (byte)'f',
                (byte)'\n' => (byte)'n',
                (byte)'\r' => (byte)'r',
                (byte)'\t' => (byte)'t',
                < 32 => (byte)'u',
                _ => b,
            };
            if (span[1] == (byte)'u')
            {
                span[2] = (byte)'0';
                span[3] = (byte)'0';
                span[4] = Hex[b >> 4];
                span[5] = Hex[b & 15];
            }

            output.Advance(span[1] == (byte)'u' ? 6 : 2);
            utf8 = utf8[(at + 1)..];
        }

        output.Write(utf8);
        output.Write("\""u8);
    }
}
