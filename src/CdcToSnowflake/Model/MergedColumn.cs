namespace CdcToSnowflake.Model;

/// <summary>A column of a table over all its shapes, or of a CI table over all its brands.</summary>
/// <param name="Name">The Snowflake name.</param>
/// <param name="Type">The type in STG and RAW, or in CI.</param>
/// <param name="IsKey">Whether it is part of the key.</param>
/// <param name="IsNullable">Whether a shape allows NULL in it.</param>
/// <param name="IsEverywhere">Whether every member has it. One that not all have was or will be added to an existing table.</param>
/// <param name="IsWidened">Whether the members' types differ, so that an existing table's column must be widened.</param>
internal sealed record MergedColumn(string Name, SnowflakeType Type, bool IsKey, bool IsNullable, bool IsEverywhere, bool IsWidened)
{
    /// <summary>What STG calls it: a shape's rows land under the name that the source had for it then. The name of today first, if a shape has it.</summary>
    public required IReadOnlyList<string> StgNames { get; init; }

    /// <summary>What RAW or CI may have called it before, the last name first.</summary>
    public IReadOnlyList<string> FormerNames { get; init; } = [];

    /// <summary>Whether STG calls it otherwise than RAW, for some rows or for all.</summary>
    public bool IsRenamed => StgNames.Count > 1 || StgNames[0] != Name;

    /// <summary>The column over both members; null if a type holds no values of both.</summary>
    public MergedColumn? With(MergedColumn other)
    {
        if (IsLike(other))
        {
            return this;
        }
        return Type.WidenedWith(other.Type) is not { } type ? null : this with
        {
            Type = type,
            IsNullable = IsNullable || other.IsNullable,
            IsEverywhere = IsEverywhere && other.IsEverywhere,
            StgNames = StgNames.SequenceEqual(other.StgNames) ? StgNames : [.. StgNames.Union(other.StgNames).OrderBy(name => name == Name ? 0 : 1)],
            FormerNames = FormerNames.SequenceEqual(other.FormerNames) ? FormerNames : [.. FormerNames.Union(other.FormerNames)],
            IsWidened = IsWidened || other.IsWidened || Type != other.Type,
        };
    }

    // Most members have the very same column; a copy of each would be most of what a large model leaves to the collector.
    private bool IsLike(MergedColumn other) => Type == other.Type && (!other.IsNullable || IsNullable) && (other.IsEverywhere || !IsEverywhere) && (!other.IsWidened || IsWidened)
        && StgNames.SequenceEqual(other.StgNames) && FormerNames.SequenceEqual(other.FormerNames);
}
