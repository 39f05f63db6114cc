namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>How names and literals are written in Snowflake's SQL.</summary>
internal static class SqlText
{
    /// <summary>The name in quotes, unless it reads the same without them.</summary>
    public static string Identifier(string name) => IsPlain(name) ? name : Quoted(name);

    public static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static string Literal(string value) =>
        "'" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";

    private static bool IsPlain(string name)
    {
        if (name.Length == 0 || !(name[0] is '_' or (>= 'A' and <= 'Z')))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (c is not ('_' or '$' or (>= 'A' and <= 'Z') or (>= '0' and <= '9')))
            {
                return false;
            }
        }

        return true;
    }
}
