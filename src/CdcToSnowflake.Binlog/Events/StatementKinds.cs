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

        var rest = StatementText.SkipBlank(text);
        if (rest.IsEmpty)
        {
            return StatementKind.Nothing;
        }

        var word = StatementText.Word(ref rest);
        switch (word)
        {
            case "BEGIN":
                return StatementKind.Begin;
            case "COMMIT":
                return StatementKind.Commit;
            case "SAVEPOINT" or "RELEASE":
                return StatementKind.Nothing;
            case "ROLLBACK":
                rest = StatementText.SkipBlank(rest);
                return StatementText.Word(ref rest) is "TO"
                    ? throw EventPlace.Unsupported("A transaction was rolled back to a savepoint after rows of a non-transactional table had been logged; keep such tables out of transactions (use InnoDB).")
                    : StatementKind.Rollback;
            case "XA":
                rest = StatementText.SkipBlank(rest);
                return StatementText.Word(ref rest) switch
                {
                    "START" or "BEGIN" => StatementKind.Begin,
                    "END" => StatementKind.Nothing,
                    "COMMIT" => StatementKind.XaCommit,
                    "ROLLBACK" => StatementKind.XaRollback,
                    var other => throw EventPlace.Unsupported($"The statement XA {other}, which no server logs; a newer reader is needed."),
                };
            case "INSERT" or "UPDATE" or "DELETE" or "REPLACE" or "LOAD" or "WITH" or "SELECT" or "CALL" or "DO" or "MERGE":
                return StatementKind.Data;
            default:
                return StatementKind.Other;
        }
    }

    /// <summary>The first word, in upper case.</summary>
    public static string VerbOf(ReadOnlySpan<byte> text)
    {
        var rest = StatementText.SkipBlank(text);
        return StatementText.Word(ref rest);
    }

    /// <summary>The transaction's id in XA COMMIT and XA ROLLBACK, as the server spells it.</summary>
    public static string XidOf(ReadOnlySpan<byte> text)
    {
        var rest = StatementText.SkipBlank(text);
        StatementText.Word(ref rest);
        rest = StatementText.SkipBlank(rest);
        StatementText.Word(ref rest);
        return Encoding.UTF8.GetString(rest.Trim(" \t\r\n"u8));
    }
}
