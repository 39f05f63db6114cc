using System.Diagnostics.CodeAnalysis;
using System.Text;
using CdcToSnowflake.Binlog.Positions;

namespace CdcToSnowflake.Binlog;

/// <summary>
/// A set of MySQL GTIDs: per source UUID and tag (8.3+), intervals of transaction numbers. Its text is canonical: UUIDs and tags sorted, intervals merged. Not thread-safe.
/// </summary>
public sealed partial class GtidSet
{
    // Sorted as the server prints: by the UUID's bytes, then the tag, none first.
    private readonly SortedDictionary<GtidSource, IntervalList> _sources = [];

    /// <summary>Whether nothing is in it.</summary>
    public bool IsEmpty => _sources.Count == 0;

    /// <summary>Parses <c>uuid:1-5:7,uuid:tag:1-3</c>, with any white space around its parts; an empty text is the empty set.</summary>
    /// <param name="text">The text, as <c>@@gtid_executed</c> has it.</param>
    /// <returns>The set.</returns>
    /// <exception cref="FormatException">The text is no GTID set.</exception>
    public static GtidSet Parse(string text) =>
        TryParse(text, out var set) ? set : throw new FormatException($"'{text}' is no GTID set; one looks like 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5:7.");

    /// <summary>Parses as <see cref="Parse"/> does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="set">The set, or null.</param>
    /// <returns>False if the text is no GTID set.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out GtidSet? set)
    {
        set = null;
        if (text is null)
        {
            return false;
        }

        var result = new GtidSet();
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!result.TryParseEntry(entry))
            {
                return false;
            }
        }

        set = result;
        return true;
    }

    /// <summary>Adds one transaction.</summary>
    /// <param name="uuid">The source's UUID.</param>
    /// <param name="sequence">Its number, from 1.</param>
    /// <param name="tag">Its tag, or null.</param>
    public void Add(Guid uuid, long sequence, string? tag = null) => Add(uuid, tag, sequence, sequence);

    /// <summary>Adds all of another set.</summary>
    /// <param name="other">The other set.</param>
    public void Add(GtidSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (source, intervals) in other._sources)
        {
            foreach (var (first, last) in intervals.Items)
            {
                Add(source.Uuid, source.Tag, first, last);
            }
        }
    }

    /// <summary>Whether a transaction is in it.</summary>
    /// <param name="uuid">The source's UUID.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="tag">Its tag, or null.</param>
    /// <returns>True if it is.</returns>
    public bool Contains(Guid uuid, long sequence, string? tag = null) =>
        _sources.TryGetValue(new GtidSource(uuid, tag), out var intervals) && intervals.Contains(sequence, sequence);

    /// <summary>Whether all of another set is in it.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>True if it is.</returns>
    public bool Contains(GtidSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other._sources.All(s => _sources.TryGetValue(s.Key, out var mine) && s.Value.Items.All(i => mine.Contains(i.First, i.Last)));
    }

    /// <summary>A set of its own with the same content.</summary>
    /// <returns>The copy.</returns>
    public GtidSet Copy()
    {
        var copy = new GtidSet();
        copy.Add(this);
        return copy;
    }

    /// <summary>The same without a server's own transactions.</summary>
    internal GtidSet Without(Guid uuid)
    {
        var others = new GtidSet();
        foreach (var (source, intervals) in _sources.Where(source => source.Key.Uuid != uuid))
        {
            foreach (var (first, last) in intervals.Items)
            {
                others.Add(source.Uuid, source.Tag, first, last);
            }
        }

        return others;
    }

    /// <summary>The canonical text, as MySQL prints it (without its line breaks).</summary>
    /// <returns>The text; empty for the empty set.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        var last = default(Guid);
        foreach (var (source, intervals) in _sources)
        {
            // A UUID's tags follow it within one entry, as MySQL prints: uuid:1-5:tag:1-3.
            if (text.Length == 0 || source.Uuid != last)
            {
                text.Append(text.Length == 0 ? "" : ",").Append(source.Uuid.ToString("D"));
                last = source.Uuid;
            }

            if (source.Tag is not null)
            {
                text.Append(':').Append(source.Tag);
            }

            foreach (var (first, end) in intervals.Items)
            {
                text.Append(':').Append(first);
                if (end != first)
                {
                    text.Append('-').Append(end);
                }
            }
        }

        return text.ToString();
    }

    internal void Add(Guid uuid, string? tag, long first, long last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        var source = new GtidSource(uuid, tag);
        if (!_sources.TryGetValue(source, out var intervals))
        {
            _sources[source] = intervals = new IntervalList();
        }

        intervals.Add(first, last);
    }

    private bool TryParseEntry(string entry)
    {
        var parts = entry.Split(':', StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || !Guid.TryParseExact(parts[0], "D", out var uuid))
        {
            return false;
        }

        string? tag = null;
        for (var i = 1; i < parts.Length; i++)
        {
            var part = parts[i];
            if (part.Length > 0 && (char.IsAsciiLetter(part[0]) || part[0] == '_'))
            {
                if (!GtidSource.IsTag(part) || i + 1 == parts.Length)
                {
                    return false;
                }

                tag = part.ToLowerInvariant();
                continue;
            }

            var dash = part.IndexOf('-', StringComparison.Ordinal);
            if (!TryNumber(dash < 0 ? part : part[..dash], out var first) || !TryNumber(dash < 0 ? part : part[(dash + 1)..], out var last) || last < first)
            {
                return false;
            }

            Add(uuid, tag, first, last);
        }

        return true;
    }

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text.AsSpan().Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number)
        && number is > 0 and < long.MaxValue;
}
