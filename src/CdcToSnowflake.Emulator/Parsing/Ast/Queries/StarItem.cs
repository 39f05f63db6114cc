namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>[t.]* [ILIKE 'p'] [EXCLUDE (…)] [REPLACE (…)] [RENAME (…)].</summary>
internal sealed record StarItem(string? Qualifier) : SelectItem
{
    public string? Like { get; init; }

    public NodeList<string> Exclude { get; init; } = [];

    public NodeList<ReplacedColumn> Replace { get; init; } = [];

    public NodeList<RenamedColumn> Rename { get; init; } = [];
}
