using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse.Planning;

internal sealed partial class PlanWriter
{
    // Streams whose CI table lacks what they brought.
    private readonly HashSet<ObjectName> _unbrought = [];

    /// <summary>The stream that starts a brand's merge. One made anew tells of all manifests, so none waits for the next to come.</summary>
    /// <param name="create">Makes it.</param>
    /// <param name="recreate">Makes it in the place of another.</param>
    /// <param name="table">The table of manifests.</param>
    /// <param name="pipe">The pipe that fills it.</param>
    /// <returns>A sentence if the table is another than the pipe filled; else null.</returns>
    public string? CutStream(SqlStatement create, Func<SqlStatement> recreate, ObjectName table, ObjectName pipe)
    {
        if (!there.Streams.TryGetValue(create.Object!, out StreamFacts? stream))
        {
            Add(create, "there is no such stream", () => IsFresh(create.Object!, ""));
        }
        else if (IsOrphan(stream, table))
        {
            // SHOW calls it neither stale nor invalid.
            Add(recreate(), "the table that the stream stands on is gone, so nothing starts the brand's merge", () => IsFresh(create.Object!, ""));
            return there.Pipes.ContainsKey(pipe)
                ? $"The table {table.Display} was made anew, and {pipe.Display} remembers the manifests that it loaded into the one before. If the merge waits for one of them, drop the pipe and plan again: a new one loads those of the last 7 days."
                : null;
        }
        else if (stream.IsStale)
        {
            Add(recreate(), "the stream is stale, so nothing starts the brand's merge", () => IsFresh(create.Object!, ""));
        }
        return null;
    }

    /// <summary>
    /// Marks a RAW table's stream before the CI table is made that it goes into: what it brought there before went with the table that was, and a plan that is broken off in between must show it.
    /// </summary>
    public void CiTableLacks(ObjectName stream, Func<SqlStatement> create)
    {
        if (there.Streams.TryGetValue(stream, out StreamFacts? facts) && facts is { IsStale: false, IsReconciled: true })
        {
            _unbrought.Add(stream);
            Add(() => sql.Label(create(), SqlNames.UnreconciledMark), "CI's table is made, and what the stream brought to the one before it is gone", () => there.Streams[stream] = facts with { Comment = SqlNames.UnreconciledMark });
        }
    }

    /// <summary>
    /// The stream that brings a RAW table's changes to CI. Where one is stale, or gone from a table that has rows, nobody knows what CI missed: CI is reconciled with it. So too where that was begun and broken off, and
    /// where what the stream brought went to another table than today's.
    /// </summary>
    /// <param name="name">The stream.</param>
    /// <param name="create">Makes it.</param>
    /// <param name="reconcile">Makes it anew and reconciles CI.</param>
    /// <param name="table">RAW's table.</param>
    /// <param name="ci">CI's table.</param>
    /// <param name="isLog">Whether the table is a log; else CI's loses the rows that RAW's lacks.</param>
    /// <param name="destination">The stream's comment, which says where its changes go.</param>
    public void RawStream(ObjectName name, Func<SqlStatement> create, Func<SqlStatement> reconcile, ObjectName table, ObjectName ci, bool isLog, string destination)
    {
        TableFacts? raw = there.Tables.GetValueOrDefault(table);
        StreamFacts? stream = there.Streams.GetValueOrDefault(name);
        string? missed = stream switch
        {
            null when raw?.Rows > 0 => "the table has rows and no stream",
            // Whatever SHOW says of it: what it stood on is gone.
            not null when IsOrphan(stream, table) => "the stream's table is gone",
            { IsStale: true } => "the stream is stale",
            not null when _unbrought.Contains(name) => "CI's table is made anew",
            { IsReconciled: false } => "the stream was made anew, and the reconciliation that belongs to it was broken off",
            not null when GoesElsewhere(stream, destination) => $"the stream brought its changes to {stream.Comment[SqlNames.DestinationStart.Length..]}, which keeps what it has",
            not null when stream.Comment == destination && there.Tables.TryGetValue(ci, out TableFacts? into) && stream.IsOlderThan(into) => "CI's table was made after the stream",
            _ => null,
        };
        if (missed is not null)
        {
            PlanCost cost = new(PlanCostKind.Scan) { Rows = raw?.Rows, Bytes = raw?.Bytes };
            bool isGone = raw is null;
            // Made anew by other hands, it holds less than what CI had of the one before.
            bool isLess = raw is not null && stream is not null && IsOrphan(stream, table) && (raw.Rows ?? 0) < (there.Tables.GetValueOrDefault(ci)?.Rows ?? 0);
            string? loss = (isGone || isLess) && !isLog && there.Tables.GetValueOrDefault(ci) is { Rows: not 0 }
                ? $"all rows of the brand in {ci.Display} that {table.Display} lacks, until the table is read again, since it {(isGone ? "is gone and is made empty" : "was made anew")}. UNDROP TABLE brings the one before back within its retention"
                : null;
            _steps.Add(new StepDraft(reconcile, $"{missed}, so CI may lack changes: it is brought to what RAW holds of the brand", cost, Brand, () => IsFresh(name, destination), loss));
        }
        else if (stream is null)
        {
            Add(create, "there is no such stream", () => IsFresh(name, destination));
        }
        else if (!IsNoted(stream, destination))
        {
            string note = there.Tables.TryGetValue(ci, out TableFacts? into) && stream.IsOlderThan(into) ? destination + SqlNames.MadeBefore : destination;
            Add(() => sql.Label(create(), note), "later plans see by it where its changes go", () => there.Streams[name] = stream with { Comment = note });
        }
    }

    /// <summary>Whether a stream's changes went to another CI table up to now.</summary>
    public bool GoesElsewhere(ObjectName stream, string destination) => there.Streams.TryGetValue(stream, out StreamFacts? facts) && GoesElsewhere(facts, destination);

    private static bool GoesElsewhere(StreamFacts stream, string destination) => stream.Comment.StartsWith(SqlNames.DestinationStart, StringComparison.Ordinal) && !IsNoted(stream, destination);

    private static bool IsNoted(StreamFacts stream, string destination) => stream.Comment == destination || stream.Comment == destination + SqlNames.MadeBefore;

    private void IsFresh(ObjectName stream, string comment) => there.Streams[stream] = new StreamFacts(IsStale: false, comment);

    /// <summary>Whether the table that a stream stands on is gone, or another has its name now.</summary>
    private bool IsOrphan(StreamFacts stream, ObjectName table) => !there.Tables.TryGetValue(table, out TableFacts? facts) || stream.IsOlderThan(facts);
}
