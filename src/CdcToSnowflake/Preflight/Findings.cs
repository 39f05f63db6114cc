namespace CdcToSnowflake.Preflight;

/// <summary>Collects what the checks of one area find.</summary>
internal sealed class Findings(string area, List<PreflightFinding> all)
{
    // More names than these make a line that nobody reads.
    private const int NamesShown = 8;

    public void Pass(string check, string detail) => all.Add(new PreflightFinding(area, check, PreflightOutcome.Pass, detail));

    public void Warn(string check, string detail, string remedy) => all.Add(new PreflightFinding(area, check, PreflightOutcome.Warning, detail, remedy));

    public void Fail(string check, string detail, string remedy) => all.Add(new PreflightFinding(area, check, PreflightOutcome.Failure, detail, remedy));

    public void Add(PreflightOutcome outcome, string check, string detail, string remedy) => all.Add(new PreflightFinding(area, check, outcome, detail, remedy));

    /// <summary>The first few of some names, and how many more there are.</summary>
    public static string Some(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(NamesShown)) + (names.Count > NamesShown ? $" and {names.Count - NamesShown} more" : "");
}
