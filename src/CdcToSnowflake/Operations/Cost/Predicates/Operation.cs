namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>An operator or function with what it works on: <c>AND</c>, <c>=</c>, <c>BETWEEN</c>, <c>TO_DATE</c>, … What takes several rows into account is <c>WINDOW</c>.</summary>
internal sealed record Operation(string Name, IReadOnlyList<SqlExpression> Operands) : SqlExpression
{
    /// <summary>An operation whose kind doesn't matter.</summary>
    public const string Other = "";

    public const string Window = "WINDOW";
}
