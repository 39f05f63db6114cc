namespace CdcToSnowflake.Operations.Cost.Advice;

/// <summary>Something that would cost less, and why that may be believed.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Subject">The warehouse, tasks, brand or table.</param>
/// <param name="Text">What to do, in a sentence.</param>
/// <param name="Before">Credits as they were in the period.</param>
/// <param name="After">Credits as they would have been; an estimate.</param>
/// <param name="Method">How it was estimated, and what isn't in it.</param>
/// <param name="Evidence">What was seen, a sentence each.</param>
/// <param name="Curve">What each choice would have cost, the chosen one among them; empty where there were no others.</param>
/// <param name="Statements">The SQL that does it, in order, without semicolons; empty if it is no matter of the account's.</param>
/// <param name="Setting">The SDK's option that does it, so that the next plan doesn't undo it; null if there is none.</param>
public sealed record CostAdvice(
    CostAdviceKind Kind,
    string Subject,
    string Text,
    decimal Before,
    decimal After,
    string Method,
    IReadOnlyList<string> Evidence,
    IReadOnlyList<CostChoice> Curve,
    IReadOnlyList<string> Statements,
    string? Setting)
{
    /// <summary>Credits that the period would have saved.</summary>
    public decimal Saved => Before - After;
}
