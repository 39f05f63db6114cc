namespace CdcToSnowflake.Simulation;

/// <summary>What ends first as an account grows.</summary>
internal static class Limits
{
    public static IReadOnlyList<Limit> Of(Scenario scenario, Outcome outcome, CiText ci) =>
    [
        new("statements that wait for a CI table, if each brand merged into it", outcome.WaitersByBrand, 20, "facts of experience, not a page: 20, later 50", "one MERGE over all brands, as it is: none waits"),
        new("children of a task, if the brands' merges were a graph", scenario.Brands, 100, "CREATE TASK", "each brand's merge is triggered by itself, as it is: no graph"),
        new("tasks of a graph, if everything was one", (2 * scenario.Brands) + 2, 1_000, "Task graphs", "no graph, as it is"),
        new("resumed tasks of an account", (2 * scenario.Brands) + 2, 30_000, "SYSTEM$TASK_DEPENDENTS_ENABLE", "further accounts"),
        new("PUT a second, if S3 kept all brands in one partition", outcome.PutsPerSecond, 3_500, "Best practices design patterns: optimizing Amazon S3 performance", "S3 splits by prefix, a brand has its own, while the rate grows slowly; or cut less often"),
        new("share of the time that the busiest brand's task runs", outcome.BusiestTask, 0.8, "none: above it a pause is caught up slowly", "a longer interval between runs"),
        new("share of the time that the CI task runs", outcome.CiBusy, 0.8, "none: above it a pause is caught up slowly", "CI tables in several tasks, or a longer interval between runs"),
        new("bytes of a CI table's MERGE", ci.Merge, 1_000_000, "Limits on query text size: recommended", "groups of brands, each with its CI"),
        new("bytes of a procedure of CI's merge, of one table at the least", ci.Procedure, 100_000, "Writing stored procedures in Snowflake Scripting: recommended; the plan refuses 1,000,000", "groups of brands, each with its CI; or a larger MaxTaskBytes, so that there are no procedures"),
        new("bytes of the CI task's text", ci.Task, 1_000_000, "Limits on query text size: recommended", "groups of brands, each with its CI"),
        new("streams that the CI task's WHEN names", (double)scenario.CiTables * scenario.Brands, double.PositiveInfinity, "no page tells one", "try it on the account; groups of brands, each with its CI"),
        new("time that the busiest brand's cut takes into S3, in cut intervals", outcome.UploadShare, 1, "none: beyond it cuts wait for cuts", "a longer cut interval"),
    ];
}
