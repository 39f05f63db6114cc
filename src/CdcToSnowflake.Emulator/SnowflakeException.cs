using System.Data.Common;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator;

/// <summary>An error as Snowflake reports it: a number, an SQLSTATE, and a text that says what, where and why.</summary>
public class SnowflakeException : DbException
{
    /// <summary>Makes an error with Snowflake's number and SQLSTATE.</summary>
    /// <param name="number">Snowflake's error number, for instance 1003 for a syntax error.</param>
    /// <param name="sqlState">The five characters of the SQLSTATE, for instance 42000.</param>
    /// <param name="message">What happened, where, and what to do; without the number.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public SnowflakeException(int number, string sqlState, string message, Exception? innerException = null)
        : base($"{number:D6} ({sqlState}): {message}", innerException)
    {
        Number = number;
        SqlState = sqlState;
        RawMessage = message;
    }

    /// <summary>Snowflake's error number, for instance 1003 for a syntax error.</summary>
    /// <value>Positive.</value>
    public int Number { get; }

    /// <inheritdoc/>
    public override int ErrorCode => Number;

    /// <inheritdoc/>
    public override string? SqlState { get; }

    /// <summary>The message without its number: what SQLERRM and TASK_HISTORY show.</summary>
    public string RawMessage { get; }

    internal static SnowflakeException Syntax(TextPosition position, string what) =>
        new(1003, "42000", $"SQL compilation error: syntax error {position}: {what}.");

    internal static SnowflakeException InvalidProperty(string name, TextPosition position) =>
        new(1008, "22023", $"SQL compilation error: invalid value for property '{name}' at {position}.");

    internal static SnowflakeException Compilation(TextPosition position, string what) =>
        new(2000, "42000", $"SQL compilation error: error {position}: {what}");

    internal static SnowflakeException InvalidIdentifier(TextPosition position, string name) =>
        new(904, "42000", $"SQL compilation error: error {position}: invalid identifier '{name}'");

    internal static SnowflakeException AmbiguousColumn(TextPosition position, string name) =>
        new(1065, "42601", $"SQL compilation error: error {position}: ambiguous column name '{name}'");

    /// <summary>002003, what an unknown table, schema, stage … gives.</summary>
    internal static SnowflakeException DoesNotExist(string kind, ObjectName name) =>
        new(2003, "02000", $"SQL compilation error: {kind} '{name}' does not exist or not authorized ({name.Position}).");
}
