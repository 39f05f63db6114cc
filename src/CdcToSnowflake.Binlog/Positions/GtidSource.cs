namespace CdcToSnowflake.Binlog.Positions;

/// <summary>Where GTIDs are counted: a server's UUID, and a tag (lower case) if there is one. Ordered as the server prints them.</summary>
internal readonly record struct GtidSource(Guid Uuid, string? Tag) : IComparable<GtidSource>
{
    /// <summary>Longest tag that the server takes.</summary>
    public const int MaxTagLength = 32;

    public int CompareTo(GtidSource other)
    {
        var byUuid = Uuid.CompareTo(other.Uuid);
        return byUuid != 0 ? byUuid : string.CompareOrdinal(Tag, other.Tag);
    }

    public static bool IsTag(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxTagLength || char.IsAsciiDigit(text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }
}
