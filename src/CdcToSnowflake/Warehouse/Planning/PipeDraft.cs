using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>A pipe that a plan may need, written before it is known whether it does: the label that tells is a fingerprint of the text.</summary>
/// <param name="Create">The pipe.</param>
/// <param name="HandOver">Pauses it, gives it to the role that loads, and lets it go on; none where there are no roles.</param>
/// <param name="Grants">Who else may do what with it.</param>
/// <param name="Refresh">Its first look at files that were there before it.</param>
/// <param name="Label">Its comment once all of that was done.</param>
/// <param name="LabelWithoutErrors">The comment of one that is the same but tells nobody of its failures; null if this one doesn't either.</param>
internal sealed record PipeDraft(SqlStatement Create, IReadOnlyList<SqlStatement> HandOver, IReadOnlyList<SqlStatement> Grants, SqlStatement Refresh, string Label, Func<string?> LabelWithoutErrors)
{
    /// <summary>Gives it to the role that loads; null where there are no roles.</summary>
    public SqlStatement? Own => HandOver.FirstOrDefault(IsOwn);

    /// <param name="setUp">The pipe's statements.</param>
    /// <param name="withoutErrors">Makes it so that it tells nobody of its failures; null if it doesn't anyway.</param>
    public static PipeDraft Of(IEnumerable<SqlStatement> setUp, Func<SqlStatement>? withoutErrors)
    {
        List<SqlStatement> statements = [.. setUp];
        ILookup<bool, SqlStatement> between = statements[1..^1].ToLookup(statement => statement.Template.StartsWith("pipe/", StringComparison.Ordinal) || IsOwn(statement));
        return new PipeDraft(statements[0], [.. between[true]], [.. between[false]], statements[^1], LabelOf(statements[0]), () => withoutErrors is null ? null : LabelOf(withoutErrors()));
    }

    private static bool IsOwn(SqlStatement statement) => statement.Template == "grant/own-pipe";

    private static string LabelOf(SqlStatement create) => PlanWriter.LabelOf("Loads changes", [create]);
}
