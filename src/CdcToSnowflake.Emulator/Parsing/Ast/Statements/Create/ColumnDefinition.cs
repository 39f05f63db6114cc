namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>Type is null only in a CTAS column list.</summary>
internal sealed record ColumnDefinition(string Name, DataType? Type) : SqlNode
{
    public bool NotNull { get; init; }

    public Expression? Default { get; init; }

    /// <summary>The default as written; not part of equality.</summary>
    public SourceSlice DefaultText { get; init; }

    public IdentityDefinition? Identity { get; init; }

    public bool PrimaryKey { get; init; }

    public bool Unique { get; init; }

    public string? Comment { get; init; }

    public string? Collation { get; init; }

    /// <summary>[WITH] MASKING POLICY p [USING (…)].</summary>
    public MaskColumnAction? Mask { get; init; }

    /// <summary>[WITH] TAG (…).</summary>
    public NodeList<TagValue> Tags { get; init; } = [];
}
