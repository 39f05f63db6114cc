using System.Globalization;
using System.Text;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>
/// The name that a Snowflake identifier has inside DuckDB. Snowflake tells "a" from "A", DuckDB folds ASCII case even in quotes:
/// a name with a to z gets a suffix ~ and, in hex, which letters are lower-case. Names that end in such a suffix by themselves get one too, so two names never meet.
/// </summary>
internal static class PhysicalName
{
    /// <summary>The physical name, not quoted.</summary>
    public static string Of(string name)
    {
        if (!NeedsSuffix(name))
        {
            return name;
        }

        var suffix = new StringBuilder(name).Append('~');
        for (var start = 0; start == 0 || start < name.Length; start += 4)
        {
            var digit = 0;
            for (var i = start; i < Math.Min(start + 4, name.Length); i++)
            {
                digit |= name[i] is >= 'a' and <= 'z' ? 1 << (i - start) : 0;
            }

            suffix.Append(digit.ToString("X", CultureInfo.InvariantCulture));
        }

        return suffix.ToString();
    }

    /// <summary>The physical name in DuckDB's quotes.</summary>
    public static string Quoted(string name) => Quote(Of(name));

    /// <summary>A column of the emulator's own (a row id, say), which no Snowflake name can meet.</summary>
    public static string Hidden(string name) => name + "~";

    /// <summary>Any DuckDB name in quotes, as it is.</summary>
    public static string Quote(string physicalName) => "\"" + physicalName.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static bool NeedsSuffix(string name)
    {
        var tail = name.Length;
        while (tail > 0 && name[tail - 1] is (>= '0' and <= '9') or (>= 'A' and <= 'F') or (>= 'a' and <= 'f'))
        {
            tail--;
        }

        return (tail > 0 && name[tail - 1] == '~') || name.AsSpan().ContainsAnyInRange('a', 'z');
    }
}
