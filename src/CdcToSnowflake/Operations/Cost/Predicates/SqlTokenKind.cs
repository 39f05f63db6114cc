namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>What a token of a statement is.</summary>
internal enum SqlTokenKind
{
    /// <summary>A word or plain identifier, in upper case.</summary>
    Word,

    /// <summary>An identifier in double quotes, without them.</summary>
    Quoted,

    /// <summary>A constant: text, number, a variable or a position's bind.</summary>
    Constant,

    /// <summary>An operator or sign.</summary>
    Symbol,

    /// <summary>The end of the text.</summary>
    End,
}
