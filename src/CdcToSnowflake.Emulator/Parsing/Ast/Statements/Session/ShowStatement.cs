namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>SHOW [TERSE] kinds [LIKE 'p'] [IN ACCOUNT | DATABASE n | SCHEMA n | TABLE n] [STARTS WITH 's'] [ROOT ONLY] [LIMIT n [FROM 's']]. What: COLUMNS, PARAMETERS, … in upper case.</summary>
internal sealed record ShowStatement(string What) : Statement
{
    public bool Terse { get; init; }

    public string? Like { get; init; }

    /// <summary>ACCOUNT, DATABASE, SCHEMA, TABLE, VIEW; null: not said.</summary>
    public string? InKind { get; init; }

    public ObjectName? InName { get; init; }

    public string? StartsWith { get; init; }

    /// <summary>ROOT ONLY, of tasks.</summary>
    public bool RootOnly { get; init; }

    public int? Limit { get; init; }

    /// <summary>LIMIT … FROM: only names after the first that begins so.</summary>
    public string? From { get; init; }
}
