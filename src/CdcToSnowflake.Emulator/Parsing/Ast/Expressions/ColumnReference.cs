namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>[[database.]schema.][table.]column; with one part it may also name a scripting variable.</summary>
internal sealed record ColumnReference(NodeList<string> Parts) : Expression
{
    public string Name => Parts[^1];
}
