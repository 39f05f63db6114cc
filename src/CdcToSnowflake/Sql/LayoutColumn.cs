using CdcToSnowflake.Model;

namespace CdcToSnowflake.Sql;

/// <summary>A column of a table as it should be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsEverywhere">Whether every shape, or every brand, has it; one that not all have is added to a table that was there before.</param>
/// <param name="IsWidened">Whether the shapes' or brands' types differ.</param>
internal sealed record LayoutColumn(string Name, SnowflakeType Type, bool IsEverywhere, bool IsWidened)
{
    /// <summary>What the source says of it; empty for nothing.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Of a column of the key, whether the source lets it be NULL; null of another, which always may be.</summary>
    public bool? IsNullableKey { get; init; }

    /// <summary>What a table that was there before may call it, the last name first.</summary>
    public IReadOnlyList<string> FormerNames { get; init; } = [];
}
