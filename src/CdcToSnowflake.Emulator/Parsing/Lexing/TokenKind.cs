namespace CdcToSnowflake.Emulator.Parsing;

internal enum TokenKind
{
    End,
    /// <summary>Unquoted; the text in upper case.</summary>
    Word,
    /// <summary>"Quoted"; the text exact.</summary>
    QuotedName,
    /// <summary>'text' with its escapes resolved, or $$text$$.</summary>
    String,
    Number,
    /// <summary>$1: the text is the number.</summary>
    Positional,
    /// <summary>$name: the text in upper case, without the dollar.</summary>
    SessionVariable,
    /// <summary>@name/path: the text as written, without the @.</summary>
    Stage,
    Symbol,
}
