namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>A name of one to three parts (database, schema, object); unquoted parts are already in upper case.</summary>
internal sealed record ObjectName(NodeList<string> Parts) : SqlNode
{
    public string Name => Parts[^1];

    public string? Schema => Parts.Count > 1 ? Parts[^2] : null;

    public string? Database => Parts.Count > 2 ? Parts[^3] : null;

    public override string ToString() => string.Join('.', Parts.Select(SqlText.Identifier));
}
