using System.Text;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>The one place that writes names and values into statements for the source.</summary>
internal static class SourceSql
{
    /// <summary>A name in backticks.</summary>
    public static string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>A table with its schema.</summary>
    public static string Quote(string schema, string table) => $"{Quote(schema)}.{Quote(table)}";

    /// <summary>Text as a literal of hexadecimal digits, which no SQL mode reads otherwise.</summary>
    public static string Text(ReadOnlySpan<byte> utf8) => $"_utf8mb4 X'{Convert.ToHexString(utf8)}'";

    /// <summary>Text as a literal.</summary>
    public static string Text(string text) => Text(Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes as a literal.</summary>
    public static string Bytes(ReadOnlySpan<byte> bytes) => $"X'{Convert.ToHexString(bytes)}'";

    /// <summary>A number as it came from the server.</summary>
    /// <exception cref="FormatException">It is no number.</exception>
    public static string Number(ReadOnlySpan<byte> ascii)
    {
        // Digits, a point and a sign can't be anything else than a number or an error of syntax.
        foreach (var c in ascii)
        {
            if (!char.IsAsciiDigit((char)c) && c is not ((byte)'-' or (byte)'.'))
            {
                throw new FormatException("A key's value isn't the number that its column's type says.");
            }
        }

        return ascii.IsEmpty ? throw new FormatException("A key's value is empty where its column's type is a number.") : Encoding.ASCII.GetString(ascii);
    }
}
