namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>One step of a JSON path: a member's name, or an element's index.</summary>
internal readonly ref struct JsonPathLeg
{
    private JsonPathLeg(ReadOnlySpan<byte> name, bool isMember, long index, bool fromEnd)
    {
        Name = name;
        IsMember = isMember;
        Index = index;
        FromEnd = fromEnd;
    }

    public bool IsMember { get; }

    /// <summary>The member's name, without quotes and escapes.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The element's number, or how far before the last one it is.</summary>
    public long Index { get; }

    /// <summary>Whether <see cref="Index"/> counts from the last element backwards (<c>[last-1]</c>).</summary>
    public bool FromEnd { get; }

    /// <summary>Whether it means the value itself where that is no array: a scalar or object counts as an array of one.</summary>
    public bool IsAutoWrap => !IsMember && Index == 0;

    public static JsonPathLeg Member(ReadOnlySpan<byte> name) => new(name, isMember: true, 0, fromEnd: false);

    public static JsonPathLeg Element(long index, bool fromEnd) => new(default, isMember: false, index, fromEnd);

    /// <summary>The place in an array of so many elements; beyond its end or (from the end) before its start: the nearest place, and not within.</summary>
    public int Place(int count, out bool isWithin)
    {
        isWithin = Index < count;
        return FromEnd ? (isWithin ? count - 1 - (int)Index : 0) : isWithin ? (int)Index : count;
    }
}
