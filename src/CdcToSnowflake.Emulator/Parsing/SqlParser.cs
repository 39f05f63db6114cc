using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

/// <summary>Snowflake's SQL text to statements.</summary>
internal static class SqlParser
{
    /// <summary>The statements of a script, separated by semicolons. A block or a task's body keeps its own semicolons.</summary>
    /// <exception cref="SnowflakeException">The text is not Snowflake's SQL, or says something that is not emulated; with line and column.</exception>
    public static IReadOnlyList<Statement> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Parser(text).ParseScript();
    }

    /// <summary>One expression, as a variable's value or a WHEN condition is.</summary>
    /// <exception cref="SnowflakeException">The text is not one expression.</exception>
    public static Expression ParseExpression(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Parser(text).ParseWholeExpression();
    }
}
