using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog;

/// <summary>MariaDB's GTID position: per replication domain the last transaction, <c>domain-server-sequence</c>. Its text is sorted by domain. Not thread-safe.</summary>
public sealed class MariaDbGtidList
{
    private readonly SortedDictionary<uint, (uint Server, ulong Sequence)> _domains = [];

    /// <summary>Whether it has no domain.</summary>
    public bool IsEmpty => _domains.Count == 0;

    /// <summary>Parses <c>0-1-100,1-2-5</c>; an empty text is the empty list.</summary>
    /// <param name="text">The text, as <c>@@gtid_binlog_pos</c> has it.</param>
    /// <returns>The list.</returns>
    /// <exception cref="FormatException">The text is no such list.</exception>
    public static MariaDbGtidList Parse(string text) =>
        TryParse(text, out var list) ? list : throw new FormatException($"'{text}' is no MariaDB GTID position; one looks like 0-1-100,1-2-5.");

    /// <summary>Parses as <see cref="Parse"/> does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="list">The list, or null.</param>
    /// <returns>False if the text is no such list.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MariaDbGtidList? list)
    {
        list = null;
        if (text is null)
        {
            return false;
        }

        var result = new MariaDbGtidList();
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split('-');
            if (parts.Length != 3
                || !uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var domain)
                || !uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var server)
                || !ulong.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            {
                return false;
            }

            result.Set(domain, server, sequence);
        }

        list = result;
        return true;
    }

    /// <summary>Notes a domain's last transaction.</summary>
    /// <param name="domain">The replication domain.</param>
    /// <param name="server">The <c>server_id</c>.</param>
    /// <param name="sequence">The sequence number.</param>
    public void Set(uint domain, uint server, ulong sequence) => _domains[domain] = (server, sequence);

    /// <summary>Whether a transaction is at or before this position in its domain.</summary>
    /// <param name="domain">The replication domain.</param>
    /// <param name="sequence">The sequence number.</param>
    /// <returns>True if it is.</returns>
    public bool Contains(uint domain, ulong sequence) => _domains.TryGetValue(domain, out var last) && sequence <= last.Sequence;

    /// <summary>The text as MariaDB writes it.</summary>
    /// <returns>The text; empty for the empty list.</returns>
    public override string ToString() =>
        string.Join(',', _domains.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Key}-{d.Value.Server}-{d.Value.Sequence}")));

    /// <summary>Decodes the body of GTID_LIST: the last transaction of each domain and server; of a domain's servers the last one counts, as MariaDB writes it last.</summary>
    internal static MariaDbGtidList FromBinary(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        var count = reader.U32() & 0x0FFF_FFFF;
        if (count > (uint)reader.Left / 16)
        {
            throw EventPlace.Corrupt($"A GTID list of {count} entries in {reader.Left} bytes.");
        }

        var list = new MariaDbGtidList();
        for (var i = 0; i < count; i++)
        {
            var domain = reader.U32();
            var server = reader.U32();
            list.Set(domain, server, reader.U64());
        }

        return list;
    }
}
