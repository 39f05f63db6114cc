using System.Text;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>Tells statements apart by their first words.</summary>
internal static class StatementKinds
{
    public static StatementKind Of(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("BEGIN"u8))
        {
            return StatementKind.Begin;
        }

        var rest = SkipBlank(text);
        if (rest.IsEmpty)
        {
            return StatementKind.Nothing;
        }

        var word = Word(ref rest);
        switch (word)
        {
            case "BEGIN":
                return StatementKind.Begin;
            case "COMMIT":
                return StatementKind.Commit;
            case "SAVEPOINT" or "RELEASE":
                return StatementKind.Nothing;
            case "ROLLBACK":
                rest = SkipBlank(rest);
                return Word(ref rest) is "TO"
                    ? throw EventPlace.Unsupported("A transaction was rolled back to a savepoint after rows of a non-transactional table had been logged; keep such tables out of transactions (use InnoDB).")
                    : StatementKind.Rollback;
            case "XA":
                rest = SkipBlank(rest);
                return Word(ref rest) switch
                {
                    "START" or "BEGIN" => StatementKind.Begin,
                    "END" => StatementKind.Nothing,
                    "COMMIT" => StatementKind.XaCommit,
                    "ROLLBACK" => StatementKind.XaRollback,
                    var other => throw EventPlace.Unsupported($"The statement XA {other}, which no server logs; a newer reader is needed."),
                };
            case "INSERT" or "UPDATE" or "DELETE" or "REPLACE" or "LOAD" or "WITH" or "SELECT" or "CALL" or "DO" or "MERGE":
                throw EventPlace.Unsupported(
                    $"Data was changed by a statement ({word} …), not by rows. SET GLOBAL binlog_format = 'ROW'; let sessions reconnect, and start anew after this position with a fresh copy of the tables concerned.");
            default:
                return StatementKind.Other;
        }
    }

    /// <summary>The transaction's id in XA COMMIT and XA ROLLBACK, as the server spells it.</summary>
    public static string XidOf(ReadOnlySpan<byte> text)
    {
        var rest = SkipBlank(text);
        Word(ref rest);
        rest = SkipBlank(rest);
        Word(ref rest);
        return Encoding.UTF8.GetString(rest.Trim(" \t\r\n"u8));
    }

    /// <summary>Passes white space and comments; the inside of an executable comment counts as text.</summary>
    private static ReadOnlySpan<byte> SkipBlank(ReadOnlySpan<byte> text)
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

    private static string Word(ref ReadOnlySpan<byte> text)
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
}
