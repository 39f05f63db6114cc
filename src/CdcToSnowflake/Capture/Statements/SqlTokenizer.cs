using System.Text;

namespace CdcToSnowflake.Capture.Statements;

/// <summary>Splits a MySQL or MariaDB statement into tokens. The inside of <c>/*! … */</c> and <c>/*M! … */</c> counts, since the server that logged it has run it.</summary>
/// <param name="sql">The statement.</param>
/// <param name="hasBackslashEscapes">Whether a backslash in a string takes the next character's meaning away; not with NO_BACKSLASH_ESCAPES.</param>
internal sealed class SqlTokenizer(string sql, bool hasBackslashEscapes)
{
    private int _at;

    public SqlToken Next()
    {
        SkipBlank();
        if (_at >= sql.Length)
        {
            return new SqlToken(SqlTokenKind.End, "");
        }

        var c = sql[_at];
        switch (c)
        {
            case '`':
                return new SqlToken(SqlTokenKind.QuotedName, Quoted(c, backslashes: false));
            case '"':
                return new SqlToken(SqlTokenKind.QuotedName, Quoted(c, hasBackslashEscapes));
            case '\'':
                return new SqlToken(SqlTokenKind.String, Quoted(c, hasBackslashEscapes));
        }

        if (!IsWord(c))
        {
            _at++;
            return new SqlToken(SqlTokenKind.Symbol, c.ToString());
        }

        var start = _at;
        while (_at < sql.Length && IsWord(sql[_at]))
        {
            _at++;
        }

        return new SqlToken(SqlTokenKind.Word, sql[start.._at]);
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || c >= 0x80;

    private bool At(string text) => string.CompareOrdinal(sql, _at, text, 0, text.Length) == 0;

    private void SkipBlank()
    {
        while (_at < sql.Length)
        {
            if (char.IsWhiteSpace(sql[_at]))
            {
                _at++;
            }
            else if (At("/*!") || At("/*M!"))
            {
                _at += At("/*!") ? 3 : 4;
                while (_at < sql.Length && char.IsAsciiDigit(sql[_at]))
                {
                    _at++;
                }
            }
            else if (At("*/"))
            {
                _at += 2; // the end of an executable comment
            }
            else if (At("/*"))
            {
                var end = sql.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                _at = end < 0 ? sql.Length : end + 2;
            }
            else if (sql[_at] == '#' || (At("--") && (_at + 2 >= sql.Length || char.IsWhiteSpace(sql[_at + 2]) || char.IsControl(sql[_at + 2]))))
            {
                var end = sql.IndexOf('\n', _at);
                _at = end < 0 ? sql.Length : end + 1;
            }
            else
            {
                return;
            }
        }
    }

    private string Quoted(char quote, bool backslashes)
    {
        var text = new StringBuilder();
        for (_at++; _at < sql.Length; _at++)
        {
            var c = sql[_at];
            if (c == quote)
            {
                if (_at + 1 < sql.Length && sql[_at + 1] == quote)
                {
                    _at++;
                }
                else
                {
                    _at++;
                    break;
                }
            }
            else if (c == '\\' && backslashes && _at + 1 < sql.Length)
            {
                c = sql[++_at];
            }

            text.Append(c);
        }

        return text.ToString();
    }
}
