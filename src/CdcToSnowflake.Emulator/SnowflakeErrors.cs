using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator;

/// <summary>The errors that many statements share, with Snowflake's own numbers.</summary>
internal static class SnowflakeErrors
{
    extension(SnowflakeException)
    {
        internal static SnowflakeException Syntax(TextPosition position, string what) =>
            new(1003, "42000", $"SQL compilation error: syntax error {position}: {what}.");

        internal static SnowflakeException InvalidProperty(string name, TextPosition position) =>
            new(1008, "22023", $"SQL compilation error: invalid value for property '{name}' at {position}.");

        internal static SnowflakeException Compilation(TextPosition position, string what) =>
            new(2000, "42000", $"SQL compilation error: error {position}: {what}");

        internal static SnowflakeException InvalidIdentifier(TextPosition position, string name) =>
            new(904, "42000", $"SQL compilation error: error {position}: invalid identifier '{name}'");

        internal static SnowflakeException InvalidInValues(string what, TextPosition position) =>
            new(2014, "22000", $"SQL compilation error: Invalid expression [{what}] in VALUES clause ({position}). Write SELECT in place of VALUES.");

        internal static SnowflakeException TimedOut(TimeSpan limit) =>
            new(630, "57014", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Statement reached its statement or warehouse timeout of {limit.TotalSeconds:0.###} second(s) and was canceled."));

        internal static SnowflakeException AmbiguousColumn(TextPosition position, string name) =>
            new(1065, "42601", $"SQL compilation error: error {position}: ambiguous column name '{name}'");

        /// <summary>002003, what an unknown table, schema, stage … gives.</summary>
        internal static SnowflakeException DoesNotExist(string kind, ObjectName name) =>
            new(2003, "02000", $"SQL compilation error: {kind} '{name}' does not exist or not authorized ({name.Position}).");
    }
}
