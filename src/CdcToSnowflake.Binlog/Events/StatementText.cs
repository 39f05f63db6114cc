using System.Text;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>The words of a statement's text.</summary>
internal static class StatementText
{
    /// <summary>Passes white space and comments; the inside of an executable comment counts as text.</summary>
    public static ReadOnlySpan<byte> SkipBlank(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            text = text.TrimStart(" \t\r\n\f\v(;"u8);
            if (text.StartsWith("/*!"u8) || text.StartsWith("/*M!"u8))
            {
                text = text[(text[2] == (byte)'M' ? 4 : 3)..].TrimStart("0123456789"u8);
            }
            else if (text.StartsWith("/*"u8))
            {
                var end = text.IndexOf("*/"u8);
                text = end < 0 ? default : text[(end + 2)..];
            }
            else if (text.StartsWith("*/"u8))
            {
                text = text[2..];
            }
            else if (text.StartsWith("#"u8) || text.StartsWith("--"u8))
            {
                var end = text.IndexOf((byte)'\n');
                text = end < 0 ? default : text[(end + 1)..];
            }
            else
            {
                return text;
            }
        }
    }

    /// <summary>Takes a word of letters off the front, in upper case; empty if there is none.</summary>
    public static string Word(ref ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiLetter((char)text[length]))
        {
            length++;
        }

        var word = Encoding.ASCII.GetString(text[..length]).ToUpperInvariant();
        text = text[length..];
        return word;
    }

    /// <summary>Takes the name of a table off the front.</summary>
    /// <param name="text">Stands at the name.</param>
    /// <param name="schema">The schema's name; empty if the text leaves it out.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TableName(ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> schema)
    {
        schema = default;
        if (!Name(ref text, out var first))
        {
            return false;
        }

        if (text.IsEmpty || text[0] != (byte)'.')
        {
            return true;
        }

        schema = first;
        text = text[1..];
        return Name(ref text, out _);
    }

    // A doubled backtick ends a name here: no schema or table of the server's own has one.
    private static bool Name(ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> name)
    {
        if (text.StartsWith("`"u8))
        {
            var end = text[1..].IndexOf((byte)'`');
            name = end < 0 ? default : text.Slice(1, end);
            text = end < 0 ? default : text[(end + 2)..];
            return !name.IsEmpty;
        }

        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit((char)text[length]) || text[length] is (byte)'_' or (byte)'$' or >= 0x80))
        {
            length++;
        }

        name = text[..length];
        text = text[length..];
        return length > 0;
    }
}
