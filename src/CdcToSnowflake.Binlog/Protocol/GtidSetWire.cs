using System.Globalization;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>A GTID set's text in the form that COM_BINLOG_DUMP_GTID takes.</summary>
/// <remarks>
/// Classic: u64 count, then per UUID its 16 bytes, u64 interval count, intervals (start, end-exclusive). With tags (MySQL 8.3 and later): the count's 8 bytes are
/// 01, 6 bytes of count, 01, the UUID repeats per tag, and after it stands the tag's length, shifted left by one, and the tag.
/// </remarks>
internal static class GtidSetWire
{
    private const byte TaggedMark = 1;

    public static byte[] Encode(string text)
    {
        var entries = new List<(Guid Uuid, string Tag, List<(ulong Start, ulong End)> Intervals)>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            ParseSource(part, text, entries);
        var tagged = entries.Exists(entry => entry.Tag.Length > 0);
        var writer = new PacketWriter();
        if (tagged)
            writer.UInt64(TaggedMark | (ulong)entries.Count << 8 | (ulong)TaggedMark << 56);
        else
            writer.UInt64((ulong)entries.Count);
        foreach (var (uuid, tag, intervals) in entries.OrderBy(entry => entry.Uuid.ToString(), StringComparer.Ordinal).ThenBy(entry => entry.Tag, StringComparer.Ordinal))
        {
            writer.Bytes(uuid.ToByteArray(bigEndian: true));
            if (tagged)
                writer.Byte((byte)(tag.Length << 1)).Text(tag);
            writer.UInt64((ulong)intervals.Count);
            foreach (var (start, end) in intervals)
                writer.UInt64(start).UInt64(end + 1);
        }
        return writer.Written.ToArray();
    }

    /// <summary><c>uuid:1-3:7:tag:1-2</c>: a word that starts with a letter or an underscore is a tag, and goes for what follows it.</summary>
    private static void ParseSource(string part, string text, List<(Guid Uuid, string Tag, List<(ulong Start, ulong End)> Intervals)> entries)
    {
        var words = part.Split(':', StringSplitOptions.TrimEntries);
        if (words.Length < 2 || !Guid.TryParseExact(words[0], "D", out var uuid))
            throw Malformed(text);
        var tag = "";
        List<(ulong, ulong)>? intervals = null;
        foreach (var word in words.AsSpan(1))
        {
            if (word.Length > 0 && (char.IsAsciiLetter(word[0]) || word[0] == '_'))
            {
                tag = word.Length <= 32 ? word.ToLowerInvariant() : throw Malformed(text);
                intervals = null;
                continue;
            }
            if (intervals is null)
                entries.Add((uuid, tag, intervals = []));
            var dash = word.IndexOf('-', StringComparison.Ordinal);
            var startText = dash < 0 ? word : word[..dash];
            var endText = dash < 0 ? word : word[(dash + 1)..];
            if (!ulong.TryParse(startText, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
                || !ulong.TryParse(endText, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
                || start == 0 || end < start || end >= long.MaxValue)
                throw Malformed(text);
            intervals.Add((start, end));
        }
        if (intervals is null)
            throw Malformed(text);
    }

    private static BinlogPositionException Malformed(string text) =>
        new($"'{(text.Length > 200 ? text[..200] + "…" : text)}' is no GTID set; one reads like 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5,….");
}
