namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>SourceText: the expression as written, from which Snowflake makes the label of an unnamed column; not part of equality.</summary>
internal sealed record ExpressionItem(Expression Expression, string? Alias) : SelectItem
{
    public string SourceText { get; init; } = string.Empty;

    public bool Equals(ExpressionItem? other) => base.Equals(other) && Expression.Equals(other!.Expression) && Alias == other.Alias;

    public override int GetHashCode() => HashCode.Combine(Expression, Alias);
}
