namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>Type is null only in a CTAS column list.</summary>
internal sealed record ColumnDefinition(string Name, DataType? Type) : SqlNode
{
    public bool NotNull { get; init; }

    public Expression? Default { get; init; }

    public IdentityDefinition? Identity { get; init; }

    public bool PrimaryKey { get; init; }

    public bool Unique { get; init; }

    public string? Comment { get; init; }

    public string? Collation { get; init; }
}
