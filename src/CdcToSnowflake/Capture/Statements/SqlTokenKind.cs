namespace CdcToSnowflake.Capture.Statements;

/// <summary>What a token is.</summary>
internal enum SqlTokenKind
{
    /// <summary>The statement's end.</summary>
    End,

    /// <summary>A keyword, a plain name or a number.</summary>
    Word,

    /// <summary>A name in backticks, or in double quotes (ANSI_QUOTES; where a name stands it can be nothing else).</summary>
    QuotedName,

    /// <summary>A string in single quotes.</summary>
    String,

    /// <summary>One other character.</summary>
    Symbol,
}
