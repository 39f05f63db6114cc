using CdcToSnowflake.Capture.Statements;

namespace CdcToSnowflake.Capture;

/// <summary>Tells whether an ALTER TABLE changes values of existing rows, which leaves no row events.</summary>
internal static class ChangedValues
{
    // They have all characters, or all that the others have.
    private static readonly string[] Unicode = ["utf8mb4", "utf16", "utf16le", "utf32"];

    /// <summary>What is changed, or null.</summary>
    /// <param name="statement">The statement, without what concerns no column that is taken.</param>
    /// <param name="followed">The renamings among it, not in <paramref name="statement"/>, that the warehouse follows.</param>
    /// <param name="table">The table.</param>
    /// <param name="history">What is known of it.</param>
    public static string? Of(SourceStatement statement, IReadOnlyList<(string From, string To)> followed, TableName table, TableHistory history) => history.IsEmpty
        ? null
        : OfRenamed(statement, table)
            ?? statement.Columns
                .Select(column => column.IsNew ? OfNew(column, statement, table, history) : OfRedeclared(column, Before(column, followed), table, history))
                .FirstOrDefault(problem => problem is not null);

    /// <summary>
    /// What may have changed if the session wasn't in strict mode, in which a server refuses such a statement where there are such rows: it writes question marks for characters that a character set lacks,
    /// and zeros and empty strings for NULL. Null for nothing.
    /// </summary>
    public static string? MayBe(SourceStatement statement, IReadOnlyList<(string From, string To)> followed, TableName table, TableHistory history) => IsLossy(statement.Charset)
        ? $"texts of {table} are converted to {statement.Charset}, which may lack some of their characters."
        : statement.Columns.Where(column => !column.IsNew).Select(column => MayBe(column, Before(column, followed), table, history)).FirstOrDefault(doubt => doubt is not null);

    private static string? MayBe(ColumnChange column, string before, TableName table, TableHistory history) =>
        column.Definition.Charset is { } charset && IsLossy(charset) && history.FormsOf(before).Any(form => !IsSame(form.Charset, charset))
        ? $"texts of {table}.{column.Name} are converted to {charset}, which may lack some of their characters."
        : column.Definition.IsNotNull && history.FormsOf(before).Any(form => form.IsNullable)
            ? $"{table}.{column.Name} becomes NOT NULL, which may have made another value of NULL in existing rows."
            : null;

    private static bool IsLossy(string? charset) => charset is not null && !Unicode.Contains(charset, StringComparer.OrdinalIgnoreCase);

    // Where it isn't known what a column had it may have been another. By utf8 a server means utf8mb3, or utf8mb4, which lacks nothing.
    private static bool IsSame(string? before, string after)
    {
        return before is not null && Name(before).Equals(Name(after), StringComparison.OrdinalIgnoreCase);

        static string Name(string charset) => "utf8".Equals(charset, StringComparison.OrdinalIgnoreCase) ? "utf8mb3" : charset;
    }

    private static string Before(ColumnChange column, IReadOnlyList<(string From, string To)> followed) => followed.FirstOrDefault(renamed => renamed.To == column.Name).From ?? column.Name;

    private static string? OfRenamed(SourceStatement statement, TableName table) => statement.RenamedColumns is [var (from, to), ..]
        ? $"the column {from} of {table} is called {to} from here on: the warehouse has its values in existing rows under the old name."
        : null;

    private static string? OfNew(ColumnChange column, SourceStatement statement, TableName table, TableHistory history)
    {
        if (column.IfNotExists && history.HasNow(column.Name) && !statement.DroppedColumns.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        if (column.Definition.Fill is { } fill)
        {
            return $"existing rows of {table} get a value in its new column {column.Name} ({fill}), which no row event tells.";
        }

        return history.Had(column.Name)
            ? $"{table} had a column {column.Name} before: the warehouse keeps the values of that one in existing rows, and the new one is NULL in them."
            : null;
    }

    private static string? OfRedeclared(ColumnChange column, string before, TableName table, TableHistory history)
    {
        if (column.Definition.IsGenerated)
        {
            return $"the values of {table}.{column.Name} are computed anew in existing rows, which no row event tells.";
        }

        foreach (var form in history.FormsOf(before))
        {
            if (column.Definition.Form is not { } after)
            {
                return $"{table}.{column.Name} is {form.Type}, and what it becomes isn't understood: values of existing rows may change, which no row event tells.";
            }

            if (!Widening.Keeps(form, after, trustsUnknown: false))
            {
                return $"{table}.{column.Name} is {form.Type} and becomes {Shown(after)}: values of existing rows may change, which no row event tells.";
            }
        }

        return null;
    }

    private static string Shown(ColumnForm form) => form.Labels is { } labels ? $"{form.Type} with the members {string.Join(", ", labels)}, which don't only continue the ones before" : form.Type.ToString();
}
