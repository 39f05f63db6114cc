namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>SET TAG t = 'v', …; or UNSET TAG t, … (a null value). On a column if one is named.</summary>
internal sealed record SetTagAction(NodeList<ObjectName> Tags, NodeList<string> Values) : AlterAction
{
    /// <summary>MODIFY COLUMN c SET TAG.</summary>
    public string? Column { get; init; }

    public bool IsUnset => Values.Count == 0;
}
