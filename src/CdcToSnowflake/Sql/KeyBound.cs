namespace CdcToSnowflake.Sql;

/// <summary>An end of a range of keys.</summary>
/// <param name="Columns">The key's columns, in the order that the range goes by.</param>
/// <param name="Values">A value for each, as text.</param>
/// <param name="IsUpper">Whether it is the end, which belongs to the range; else it is what the range begins after.</param>
internal sealed record KeyBound(IReadOnlyList<ComparedColumn> Columns, IReadOnlyList<string> Values, bool IsUpper)
{
    /// <summary>Of (a, b) &gt; (x, y): a &gt; x, or a = x and b &gt; y.</summary>
    public IReadOnlyList<object> Alternatives =>
        [.. Enumerable.Range(0, Columns.Count).Select(last => new { Terms = Enumerable.Range(0, last + 1).Select(part => Term(part, part == last)).ToList() })];

    private object Term(int part, bool isLast) => new
    {
        Columns[part].Name,
        Comparison = !isLast ? "Equal" : !IsUpper ? "Above" : part == Columns.Count - 1 ? "UpTo" : "Below",
        Value = new Rendering.PlainText(Values[part]),
        Columns[part].Type,
        IsHex = Columns[part].Form == "Hex",
    };
}
