using System.Globalization;
using System.Text;

namespace CdcToSnowflake.Preflight;

/// <summary>What a brand's preflight found.</summary>
/// <param name="Brand">The brand's id.</param>
/// <param name="Findings">A finding for each check, in the order of the flow: source, tables, store, account.</param>
public sealed record PreflightReport(string Brand, IReadOnlyList<PreflightFinding> Findings)
{
    private const string RemedyMark = "→ ";

    /// <summary>Whether no check failed. Warnings don't count.</summary>
    public bool IsReady => Findings.All(finding => finding.Outcome != PreflightOutcome.Failure);

    /// <summary>A table for people: a line for each finding, and below it what mends it.</summary>
    /// <returns>The text, lines ended by <c>\n</c>.</returns>
    public string ToTable()
    {
        var area = Widest("Area", finding => finding.Area);
        var check = Widest("Check", finding => finding.Check);
        var text = new StringBuilder();
        void Line(string outcome, string where, string what, string detail) =>
            text.Append(CultureInfo.InvariantCulture, $"{outcome,-5} {where.PadRight(area)}  {what.PadRight(check)}  {detail}\n");
        Line("", "Area", "Check", "Found");
        foreach (var finding in Findings)
        {
            Line(WordOf(finding.Outcome), finding.Area, finding.Check, finding.Detail);
            if (finding.Remedy is { } remedy)
            {
                Line("", "", "", RemedyMark + remedy);
            }
        }

        int Count(PreflightOutcome outcome) => Findings.Count(finding => finding.Outcome == outcome);
        text.Append(CultureInfo.InvariantCulture, $"{Brand}: {Count(PreflightOutcome.Pass)} pass, {Count(PreflightOutcome.Warning)} warn, {Count(PreflightOutcome.Failure)} fail\n");
        return text.ToString();
    }

    private static string WordOf(PreflightOutcome outcome) => outcome switch
    {
        PreflightOutcome.Pass => "pass",
        PreflightOutcome.Warning => "warn",
        _ => "FAIL",
    };

    private int Widest(string title, Func<PreflightFinding, string> text) => Findings.Select(finding => text(finding).Length).Append(title.Length).Max();
}
