namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>What a privilege is granted on.</summary>
/// <param name="Scope">The account, one object, or all or future objects of a kind in a database or schema.</param>
/// <param name="Kind">The object's kind; of ALL and FUTURE that of the objects inside; null = the account.</param>
/// <param name="Name">The object; of ALL and FUTURE the container; null = the account.</param>
internal sealed record GrantTarget(GrantScope Scope, ObjectKind? Kind, ObjectName? Name) : SqlNode
{
    /// <summary>Of ALL and FUTURE: Database or Schema.</summary>
    public ObjectKind? Container { get; init; }
}
