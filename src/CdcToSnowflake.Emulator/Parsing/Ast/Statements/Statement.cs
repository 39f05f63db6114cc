namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>One statement. Text is the part of the script that it was read from, without the semicolon; not part of equality.</summary>
internal abstract record Statement : SqlNode
{
    public string Text { get; init; } = string.Empty;

    public virtual bool Equals(Statement? other) => base.Equals(other);

    public override int GetHashCode() => base.GetHashCode();
}
