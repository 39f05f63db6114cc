using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>The session parameters that can be asked for here. What can be set must be what holds anyway: one that would change results is refused, never ignored.</summary>
internal sealed class SessionParameters
{
    private readonly Dictionary<string, string> _set = new(StringComparer.Ordinal);

    /// <summary>Each with its default here; the descriptions are this project's.</summary>
    public static IReadOnlyList<(string Name, string Default, string Type, string Description)> Known { get; } =
    [
        ("AUTOCOMMIT", "true", "BOOLEAN", "Each statement outside of a transaction is one of its own."),
        ("BINARY_INPUT_FORMAT", "HEX", "STRING", "How text is read as BINARY."),
        ("BINARY_OUTPUT_FORMAT", "HEX", "STRING", "How BINARY is written as text."),
        ("ERROR_ON_NONDETERMINISTIC_MERGE", "true", "BOOLEAN", "A MERGE in which several source rows would change one row fails."),
        ("ERROR_ON_NONDETERMINISTIC_UPDATE", "false", "BOOLEAN", "An UPDATE in which several source rows would change one row fails."),
        ("LOCK_TIMEOUT", "43200", "NUMBER", "Seconds that a statement waits for a lock; here EmulatorOptions.LockTimeout says so."),
        ("QUERY_TAG", string.Empty, "STRING", "A text that QUERY_HISTORY shows with each statement of the session."),
        ("QUOTED_IDENTIFIERS_IGNORE_CASE", "false", "BOOLEAN", "Names in quotes are folded to upper case too."),
        ("STATEMENT_TIMEOUT_IN_SECONDS", "172800", "NUMBER", "Seconds after which a statement is cancelled."),
        ("TIMESTAMP_TYPE_MAPPING", "TIMESTAMP_NTZ", "STRING", "What the type TIMESTAMP stands for."),
        ("TIMEZONE", "UTC", "STRING", "The zone of TIMESTAMP_LTZ; always UTC here."),
        ("USE_CACHED_RESULT", "true", "BOOLEAN", "Whether results may be used again; here they never are."),
        ("WEEK_OF_YEAR_POLICY", "0", "NUMBER", "Whether weeks are those of ISO 8601."),
        ("WEEK_START", "0", "NUMBER", "The first day of the week; 0 = Monday, as ISO 8601 has it."),
    ];

    // "QUERY_TAG": so many characters it may have.
    private const int LongestTag = 2000;

    // "STATEMENT_TIMEOUT_IN_SECONDS": a week.
    private const int LongestTimeout = 604_800;

    public string QueryTag => Text("QUERY_TAG");

    public string Text(string name) => _set.TryGetValue(name, out var value) ? value : Known.First(known => known.Name == name).Default;

    public bool IsSet(string name) => _set.ContainsKey(name);

    /// <summary>STATEMENT_TIMEOUT_IN_SECONDS; null = not set here.</summary>
    public TimeSpan? StatementTimeout =>
        _set.TryGetValue("STATEMENT_TIMEOUT_IN_SECONDS", out var seconds) && seconds != "0" ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)) : null;

    /// <exception cref="NotEmulatedException">The value would change results here.</exception>
    /// <exception cref="SnowflakeException">The parameter can't have it.</exception>
    public void Set(string name, string value, TextPosition position) => _set[name] = Checked(name, value, position);

    /// <summary>A value that a session or a task may have.</summary>
    public static string Checked(string name, string value, TextPosition position)
    {
        var upper = value.ToUpperInvariant();
        var holds = name switch
        {
            "QUERY_TAG" => value.Length <= LongestTag,
            "STATEMENT_TIMEOUT_IN_SECONDS" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestTimeout ? true : throw SnowflakeException.InvalidProperty(name, position),
            "LOCK_TIMEOUT" or "USE_CACHED_RESULT" => true,
            "MULTI_STATEMENT_COUNT" => true, // a command may hold any number of statements
            "TIMEZONE" => upper is "UTC" or "ETC/UTC",
            "WEEK_OF_YEAR_POLICY" or "WEEK_START" => upper == "0",
            _ => Known.Any(known => known.Name == name && known.Default.Equals(value, StringComparison.OrdinalIgnoreCase)),
        };
        return holds ? value : throw new NotEmulatedException($"the session parameter {name} = {value}", position, name switch
        {
            "TIMEZONE" => "Sessions are in UTC here: convert by CONVERT_TIMEZONE, and name a zone in a task's USING CRON.",
            _ => "Leave it at its default, and say in the statement what is wanted.",
        });
    }

    public void Unset(string name) => _set.Remove(name);
}
