using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator;

/// <summary>Something that Snowflake may know and the embedded one does not: refused by name, never approximated.</summary>
/// <remarks>Say it in another way, or run it on an account.</remarks>
public sealed class NotEmulatedException : SnowflakeException
{
    /// <summary>Refuses a feature at a place in the text.</summary>
    /// <param name="feature">What is not emulated, as a person would call it: a function's name, a clause.</param>
    /// <param name="line">The line in the statement's text, from 1; 0 if there is no text.</param>
    /// <param name="column">The column in that line, from 1; 0 if there is no text.</param>
    public NotEmulatedException(string feature, int line = 0, int column = 0)
        : base(2, "0A000", Describe(feature, line, column))
    {
        Feature = feature;
        Line = line;
        Column = column;
    }

    internal NotEmulatedException(string feature, TextPosition position)
        : this(feature, position.Line, position.Column)
    {
    }

    internal NotEmulatedException(string feature, TextPosition position, string remedy)
        : base(2, "0A000", Describe(feature, position.Line, position.Column, remedy))
    {
        Feature = feature;
        Line = position.Line;
        Column = position.Column;
    }

    /// <summary>What is not emulated.</summary>
    public string Feature { get; }

    /// <summary>The line in the statement's text.</summary>
    /// <value>From 1; 0 if there is no text.</value>
    public int Line { get; }

    /// <summary>The column in that line.</summary>
    /// <value>From 1; 0 if there is no text.</value>
    public int Column { get; }

    private static string Describe(string feature, int line, int column, string remedy = "Say it in another way, or run it on an account.") =>
        $"Unsupported feature '{feature}'{(line > 0 ? $" at line {line}, column {column}" : string.Empty)}: the embedded Snowflake does not emulate it. {remedy}";
}
