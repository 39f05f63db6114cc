using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

/// <summary>A piece of the text. Start and End are offsets, Line and Column begin at 1.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End, int Line, int Column)
{
    public TextPosition Position => new(Start, Line, Column);

    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;

    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsName => Kind is TokenKind.Word or TokenKind.QuotedName;
}
