namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>GRANT OWNERSHIP ON … TO ROLE … [COPY | REVOKE CURRENT GRANTS].</summary>
internal sealed record GrantOwnershipStatement(GrantTarget On, ObjectName Grantee, CurrentGrants CurrentGrants) : Statement;
