namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>A table as its row changes make it, by the text of its first column; images that leave columns out change those they have.</summary>
internal sealed class ReplayedTable
{
    private readonly Dictionary<string, string?[]> _rows = [];

    /// <summary>How many cells hold operations on a JSON document that no image has, which the text of a document can't be compared with.</summary>
    public int Partial { get; private set; }

    public void Apply(DecodedChange change)
    {
        if (change.Before is { } before)
        {
            var state = _rows[before[0]!];
            for (var c = 0; c < before.Length; c++)
            {
                if (before[c] != TextVisitor.AbsentText && !IsPartial(state[c]))
                {
                    Assert.Equal($"{change.Table.Columns[c].Type} {state[c]}", $"{change.Table.Columns[c].Type} {before[c]}");
                }
            }

            _rows.Remove(before[0]!);
            if (change.After is null)
            {
                return;
            }

            // A partial update of no operations: an UPDATE that asked for what the document has, or for a path that it hasn't.
            var after = change.After.Select((v, c) => v == TextVisitor.AbsentText || (v is "" && change.Table.Columns[c].Type == BinlogColumnType.Json) ? state[c] : v).ToArray();
            Partial += change.After.Count(IsPartial);
            _rows.Add(after[0]!, after);
        }
        else
        {
            Assert.DoesNotContain(TextVisitor.AbsentText, change.After!);
            _rows.Add(change.After![0]!, change.After);
        }
    }

    /// <summary>That the rows are what the server says.</summary>
    public void AssertEquals(IReadOnlyList<string?[]> expected, GeneratedTable table, string when)
    {
        Assert.Equal(expected.Select(r => r[0]), _rows.Keys.OrderBy(k => int.Parse(k, System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var row in expected)
        {
            var actual = _rows[row[0]!];
            for (var c = 1; c < row.Length; c++)
            {
                var what = $"{table.Columns[c - 1].Type} of row {row[0]} after {when}: ";
                if (!IsPartial(actual[c]))
                {
                    Assert.Equal(what + (row[c] ?? "NULL"), what + (actual[c] ?? "NULL"));
                }
            }
        }
    }

    /// <summary>As <see cref="TextVisitor.JsonDiff"/> spells it; no JSON document begins like this.</summary>
    private static bool IsPartial(string? text) => text is not null
        && (text.StartsWith("Replace $", StringComparison.Ordinal) || text.StartsWith("Insert $", StringComparison.Ordinal) || text.StartsWith("Remove $", StringComparison.Ordinal));
}
