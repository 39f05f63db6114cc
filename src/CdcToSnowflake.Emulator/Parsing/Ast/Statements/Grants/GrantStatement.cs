namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>GRANT or REVOKE privileges ON something TO or FROM ROLE name. Privileges in upper case, "ALL PRIVILEGES" for all of them.</summary>
internal sealed record GrantStatement(bool IsRevoke, NodeList<string> Privileges, GrantTarget On, ObjectName Grantee) : Statement
{
    /// <summary>Whether the grantee is the application SNOWFLAKE.</summary>
    public bool ToApplication { get; init; }

    public bool WithGrantOption { get; init; }
}
