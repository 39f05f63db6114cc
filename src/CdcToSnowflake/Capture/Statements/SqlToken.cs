namespace CdcToSnowflake.Capture.Statements;

/// <summary>A token of a MySQL statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A word as written, a quoted name or string without its quotes, a symbol.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text)
{
    public bool IsWord(string upper) => Kind == SqlTokenKind.Word && Text.Equals(upper, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(char symbol) => Kind == SqlTokenKind.Symbol && Text[0] == symbol;
}
