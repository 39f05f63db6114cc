namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>A node of the parsed text. Two nodes are equal when they say the same, wherever they stand.</summary>
internal abstract record SqlNode
{
    /// <summary>Where the node begins; not part of equality.</summary>
    public TextPosition Position { get; init; }

    public virtual bool Equals(SqlNode? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();
}
