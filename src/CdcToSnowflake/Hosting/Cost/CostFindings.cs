using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Operations.Cost.Advice;

namespace CdcToSnowflake.Hosting.Cost;

/// <summary>What people are told of a report: that the account costs more than it may, and advice that saves much.</summary>
internal static class CostFindings
{
    public static IEnumerable<(string Subject, string Problem, string Remedy)> Of(CostReport report, CostWatchOptions options)
    {
        var monthly = report.Period.InMonth(report.Credits);
        if (options.MonthlyCredits is { } most && monthly > (decimal)most)
        {
            yield return (
                "the account",
                $"it comes to {CostText.Credits(monthly)} in 30 days at the rate of the last {CostText.Time(report.Period.Length)}, more than the {CostText.Number((decimal)most)} that it may.",
                report.Advice.Count == 0 ? "The report says what costs most." : $"The report says what costs most. {report.Advice[0].Text}");
        }

        foreach (var advice in report.Advice.Where(advice => report.Period.InMonth(advice.Saved) >= (decimal)options.TellFrom).DistinctBy(Subject))
        {
            yield return (Subject(advice), $"about {CostText.Credits(report.Period.InMonth(advice.Saved))} less in 30 days.", $"{advice.Text}{Statements(advice)}");
        }
    }

    // A brand, a table and a warehouse may have the same name.
    private static string Subject(CostAdvice advice) => advice.Kind switch
    {
        CostAdviceKind.AutoSuspend => $"warehouse {advice.Subject}",
        CostAdviceKind.TaskCompute => $"tasks {advice.Subject}",
        CostAdviceKind.CutInterval => $"the cuts of {advice.Subject}",
        _ => $"reading {advice.Subject}",
    };

    private static string Statements(CostAdvice advice) => advice.Statements.Count == 0 ? "" : $" {string.Join("; ", advice.Statements.Select(statement => statement.Trim()))};";
}
