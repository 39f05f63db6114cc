namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>GRANT or REVOKE ROLE r TO or FROM ROLE or USER name.</summary>
internal sealed record GrantRoleStatement(bool IsRevoke, ObjectName Role, ObjectKind GranteeKind, ObjectName Grantee) : Statement
{
    /// <summary>Whether the role is a database's, its name of two parts.</summary>
    public bool IsOfDatabase { get; init; }
}
