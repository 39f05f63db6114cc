using System.Text;

namespace CdcToSnowflake.Warehouse.SqlApi.Http;

/// <summary>A statement's first line, fit for an error or a log: its string literals may be secrets (CREDENTIALS = (AWS_SECRET_KEY = '…')) and are left out.</summary>
internal static class StatementLine
{
    private const int MostLetters = 120;

    public static string Of(string statement)
    {
        var text = statement.AsSpan().TrimStart();
        var line = new StringBuilder();
        for (var i = 0; i < text.Length && text[i] is not ('\n' or '\r') && line.Length < MostLetters; i++)
        {
            if (text[i] == '\'')
            {
                line.Append("'…'");
                i = EndOfQuoted(text, i + 1);
            }
            else if (text[i..].StartsWith("$$"))
            {
                line.Append("$$…$$");
                var end = text[(i + 2)..].IndexOf("$$");
                i = end < 0 ? text.Length : i + 2 + end + 1;
            }
            else
            {
                line.Append(char.IsControl(text[i]) ? ' ' : text[i]);
            }
        }

        return line.ToString().TrimEnd();
    }

    // Both '' and \' stand for a quote within.
    private static int EndOfQuoted(ReadOnlySpan<char> text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '\'')
            {
                if (i + 1 == text.Length || text[i + 1] != '\'')
                {
                    return i;
                }

                i++;
            }
        }

        return text.Length;
    }
}
