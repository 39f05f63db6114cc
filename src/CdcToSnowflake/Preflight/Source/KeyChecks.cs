using CdcToSnowflake.Capture;

namespace CdcToSnowflake.Preflight.Source;

/// <summary>What tells the rows of each table apart.</summary>
internal sealed class KeyChecks(SourceServer source, CaptureOptions options)
{
    private readonly ColumnTreatments _treatments = new(options);

    /// <param name="tables">The tables.</param>
    /// <param name="columns">Their columns, and whether each may be NULL.</param>
    /// <param name="findings">What is found.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(IReadOnlyList<(string Schema, string Table)> tables, ILookup<(string, string), (string Name, bool IsNullable)> columns, Findings findings, CancellationToken cancellationToken)
    {
        // TABLE_CONSTRAINTS would show nothing to an account that may only read.
        var parts = await source.AskAsync(
            $"SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, COLUMN_NAME, SUB_PART FROM information_schema.STATISTICS WHERE NON_UNIQUE = 0 AND TABLE_SCHEMA NOT IN {TableChecks.OwnSchemas} ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX", cancellationToken).ConfigureAwait(false);
        var indexes = parts.GroupBy(row => (row[0]!, row[1]!, row[2]!)).ToLookup(index => (index.Key.Item1, index.Key.Item2), index => (Name: index.Key.Item3, Parts: index.Select(part => (Column: part[3], IsPrefix: part[4] is not null)).ToList()));
        List<(string Schema, string Table)> keyless = [];
        List<string> missing = [], hashed = [];
        foreach (var table in tables.Where(table => !options.IsAppendOnly(table.Schema, table.Table)))
        {
            var named = options.KeyColumns.TryGetValue(TableChecks.Name(table), out var names) && names.Count > 0 ? names : null;
            var key = named ?? [.. indexes[table].FirstOrDefault(index => index.Name == "PRIMARY").Parts?.Select(part => part.Column!) ?? []];
            if (key.Count == 0)
            {
                keyless.Add(table);
                continue;
            }

            hashed.AddRange(key.Where(column => _treatments.Of(table.Schema, table.Table, column) is not null).Select(column => $"{TableChecks.Name(table)}.{column}"));
            if (named is not null)
            {
                var unknown = named.Where(name => !columns[table].Any(column => IsSame(column.Name, name))).ToList();
                missing.AddRange(unknown.Select(name => $"{TableChecks.Name(table)}.{name}"));
                Named(table, named, unknown.Count > 0, columns[table], indexes[table].Select(index => index.Parts), findings);
            }
        }

        if (keyless.Count > 0)
        {
            var isLeftOut = options.KeylessTables == KeylessTables.LeaveOut;
            findings.Add(isLeftOut ? PreflightOutcome.Warning : PreflightOutcome.Failure, "keys", $"{(isLeftOut ? "left out, since they have " : "")}no primary key: {Findings.Some([.. keyless.Select(TableChecks.Name)])}", $"ALTER TABLE {TableChecks.Quoted(keyless[0])} ADD COLUMN id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY; or name unique columns in CaptureOptions.KeyColumns, or take it as a log by CaptureOptions.AppendOnlyTables, or leave it out.");
        }

        if (missing.Count > 0)
        {
            findings.Fail("keys", $"named as key columns, but not there: {Findings.Some(missing)}", "Correct the names in CaptureOptions.KeyColumns.");
        }

        if (hashed.Count > 0)
        {
            findings.Fail(
                "keys",
                $"key columns that are to be left out or hashed: {Findings.Some(hashed)}",
                "Rows are told apart by them: take them out of CaptureOptions.DroppedColumns and HashedColumns, or name other columns that are unique in CaptureOptions.KeyColumns.");
        }

        if (keyless.Count + missing.Count + hashed.Count == 0)
        {
            findings.Pass("keys", "each has a primary key, or key columns are named, or is a log");
        }
    }

    // What the server doesn't hold to, the rows may: so it is a warning.
    private static void Named((string, string) table, IReadOnlyList<string> named, bool isUnknown, IEnumerable<(string Name, bool IsNullable)> columns, IEnumerable<List<(string? Column, bool IsPrefix)>> indexes, Findings findings)
    {
        if (isUnknown)
        {
            return;
        }

        var list = string.Join(", ", named.Select(TableChecks.Quoted));
        if (!indexes.Any(index => index.TrueForAll(part => !part.IsPrefix && named.Any(name => IsSame(name, part.Column)))))
        {
            findings.Warn(
                "keys",
                $"nothing at the source keeps two rows of {TableChecks.Name(table)} from having the same {string.Join(", ", named)}, which are named as its key: they would be one row in RAW and CI",
                $"ALTER TABLE {TableChecks.Quoted(table)} ADD UNIQUE INDEX ({list}); it is refused where two rows are the same.");
        }

        var nullable = columns.Where(column => column.IsNullable && named.Any(name => IsSame(name, column.Name))).Select(column => column.Name).ToList();
        if (nullable.Count > 0)
        {
            findings.Warn(
                "keys",
                $"{string.Join(", ", nullable)} of {TableChecks.Name(table)}, named as its key, may be NULL: such a row is never found again, so that each change of it is a row more",
                $"ALTER TABLE {TableChecks.Quoted(table)} MODIFY {TableChecks.Quoted(nullable[0])} … NOT NULL; with the rest of its definition, and so for the others.");
        }
    }

    private static bool IsSame(string a, string? b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
