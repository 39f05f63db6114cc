using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>A pipe that a plan may need, written before it is known whether it does: the label that tells is a fingerprint of the text.</summary>
/// <param name="Create">The pipe.</param>
/// <param name="Grants">Who may do what with it.</param>
/// <param name="Refresh">Its first look at files that were there before it.</param>
/// <param name="Label">Its comment once all of that was done.</param>
internal sealed record PipeDraft(SqlStatement Create, IReadOnlyList<SqlStatement> Grants, SqlStatement Refresh, string Label)
{
    public static PipeDraft Of(IEnumerable<SqlStatement> setUp)
    {
        List<SqlStatement> statements = [.. setUp];
        return new PipeDraft(statements[0], statements[1..^1], statements[^1], PlanWriter.LabelOf("Loads changes", [statements[0]]));
    }
}
