namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>SHOW [FUTURE] GRANTS [ON kind name | ON ACCOUNT | TO ROLE or USER name | OF ROLE name | IN DATABASE or SCHEMA name] [LIMIT n].</summary>
/// <param name="Preposition">ON, TO, OF or IN; empty: the current user's.</param>
/// <param name="Kind">null = ON ACCOUNT, or nothing said.</param>
/// <param name="Name">null = ON ACCOUNT, or nothing said.</param>
internal sealed record ShowGrantsStatement(string Preposition, ObjectKind? Kind, ObjectName? Name) : Statement
{
    public bool Future { get; init; }

    public int? Limit { get; init; }
}
