using System.Text;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>The only place where names and text become SQL. Rules from the manual's "Identifier requirements" and "String &amp; binary data types".</summary>
internal static class SqlQuoting
{
    /// <summary>A double-quoted identifier: a quote inside is doubled, everything else stands as it is.</summary>
    public static string Identifier(string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("An identifier is empty or holds a NUL.", nameof(name));
        }
        return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A single-quoted constant. Snowflake reads backslash escapes in it, so both the quote and the backslash are escaped, and control characters stand as escapes.</summary>
    public static string Literal(string text)
    {
        StringBuilder literal = new(text.Length + 2);
        literal.Append('\'');
        foreach (char c in text)
        {
            literal.Append(c switch
            {
                '\'' => "''",
                '\\' => @"\\",
                '\0' => @"\0",
                '\n' => @"\n",
                '\r' => @"\r",
                _ => null,
            });
            if (c is not ('\'' or '\\' or '\0' or '\n' or '\r'))
            {
                literal.Append(c);
            }
        }
        return literal.Append('\'').ToString();
    }

    /// <summary>A name of several parts, each quoted.</summary>
    public static string Name(ObjectName name) => string.Join('.', name.Parts.Select(Identifier));

    /// <summary>A folder of a stage as a constant: the manual's COPY INTO wants the whole in single quotes where a name or path isn't plain.</summary>
    public static string Location(StageLocation location) => Literal($"@{location.Stage.Quoted}/{location.Path}");
}
