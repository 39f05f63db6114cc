using System.Text;

namespace CdcToSnowflake.Tests.Sql;

/// <summary>
/// Reads SQL as the manual's lexical rules say, written apart from the quoting that it judges: "…" with "" inside, '…' with '' and backslash escapes inside, comments. What is quoted is
/// taken out; the rest is the statement's skeleton, which no name or text may change.
/// </summary>
internal static class SqlScanner
{
    public static (string Skeleton, IReadOnlyList<string> Identifiers, IReadOnlyList<string> Literals) Scan(string sql)
    {
        StringBuilder skeleton = new();
        List<string> identifiers = [];
        List<string> literals = [];
        int at = 0;
        while (at < sql.Length)
        {
            if (sql[at] == '"')
            {
                identifiers.Add(Quoted(sql, ref at, '"', escapes: false));
                skeleton.Append("<identifier>");
            }
            else if (sql[at] == '\'')
            {
                literals.Add(Quoted(sql, ref at, '\'', escapes: true));
                skeleton.Append("<literal>");
            }
            else if (sql.AsSpan(at).StartsWith("--"))
            {
                int end = sql.IndexOf('\n', at);
                at = end < 0 ? sql.Length : end;
            }
            else
            {
                skeleton.Append(sql[at++]);
            }
        }
        return (skeleton.ToString(), identifiers, literals);
    }

    private static string Quoted(string sql, ref int at, char quote, bool escapes)
    {
        StringBuilder text = new();
        for (at++; at < sql.Length; at++)
        {
            if (escapes && sql[at] == '\\')
            {
                at++;
                text.Append(sql[at] switch { 'n' => '\n', 'r' => '\r', '0' => '\0', '\\' => '\\', char other => throw new FormatException($"The escape \\{other} isn't one that the generator writes.") });
            }
            else if (sql[at] != quote)
            {
                text.Append(sql[at]);
            }
            else if (at + 1 < sql.Length && sql[at + 1] == quote)
            {
                text.Append(quote);
                at++;
            }
            else
            {
                at++;
                return text.ToString();
            }
        }
        throw new FormatException($"A {quote} is never closed.");
    }
}
