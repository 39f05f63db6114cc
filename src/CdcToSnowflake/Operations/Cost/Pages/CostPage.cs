using System.Text;
using CdcToSnowflake.Operations.Cost.Advice;

namespace CdcToSnowflake.Operations.Cost.Pages;

/// <summary>A report as one HTML document: no script, nothing loaded from elsewhere, a table beside each chart.</summary>
internal static class CostPage
{
    private const int ShownRows = 25;
    private const int LongestText = 4_000;

    public static string Of(CostReport report)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n")
            .Append($"<title>Snowflake costs, {CostText.Moment(report.Period.From)} to {CostText.Moment(report.Period.To)}</title>\n<style>\n{PageStyle.Css}\n</style>\n</head>\n<body>\n<main>\n")
            .Append($"<header>\n<h1>What Snowflake cost</h1>\n<p class=\"soft\">{CostText.Moment(report.Period.From)} to {CostText.Moment(report.Period.To)} UTC, {CostText.Time(report.Period.Length)}</p>\n{Facts(report)}</header>\n");
        Section(page, report.Period.Step < TimeSpan.FromDays(1) ? "By the hour" : "By the day", Legend() + $"<div class=\"scroll\" role=\"region\" aria-label=\"Chart\" tabindex=\"0\">{StepChart.Of(report)}</div>\n" + Steps(report));
        Section(page, "By brand", Brands(report));
        Section(page, "What would cost less", AdviceOf(report));
        Section(page, "Warehouses", Warehouses(report));
        Section(page, "Tasks", Tasks(report));
        Section(page, "Pipes", Pipes(report));
        Section(page, "Clustering", Clustering(report));
        Section(page, "Most expensive statements", Queries(report));
        return page.Append(Footer(report)).Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Section(StringBuilder page, string title, string content)
    {
        if (content.Length > 0)
        {
            page.Append($"<section>\n<h2>{Html.Text(title)}</h2>\n{content}</section>\n");
        }
    }

    private static string Facts(CostReport report)
    {
        var (idle, warehouses) = (report.Steps.Sum(step => step.Idle), report.Steps.Sum(step => step.Idle + step.Working));
        string Fact(string name, string value, string more) => $"<div><dt>{Html.Text(name)}</dt><dd>{Html.Text(value)}<small>{Html.Text(more)}</small></dd></div>\n";
        string Priced(decimal credits) => report.CreditPrice is { } price ? $"credits, {CostText.Number(credits * price)} {report.Currency}" : "credits";
        return "<dl class=\"facts\">\n"
            + Fact("In all", CostText.Number(report.Credits), Priced(report.Credits))
            + Fact("At this rate in 30 days", CostText.Number(report.Period.InMonth(report.Credits)), Priced(report.Period.InMonth(report.Credits)))
            + Fact("Warehouses idle", warehouses > 0 ? CostText.Share((double)(idle / warehouses)) : "-", $"{CostText.Number(idle)} of {CostText.Number(warehouses)} credits")
            + Fact("Could be saved", report.Credits > 0 ? CostText.Share((double)(report.Saved / report.Credits)) : "-", $"up to {CostText.Number(report.Saved)} credits, {CostTable.Pieces(report)}")
            + "</dl>\n";
    }

    private static string Legend() => $"<ul class=\"legend\">{string.Concat(CreditKind.All.Select(kind => $"<li><i class=\"{kind.Class}\"></i>{Html.Text(kind.Name)}</li>"))}</ul>\n";

    private static string Steps(CostReport report)
    {
        var isHourly = report.Period.Step < TimeSpan.FromDays(1);
        return "<details><summary>All numbers</summary>" + Html.Table(
            "Credits by time and kind", [isHourly ? "Hour, UTC" : "Day, UTC", .. CreditKind.All.Select(kind => "#" + kind.Name), "#In all"],
            report.Steps.Select(step => (IReadOnlyList<string>)[StepChart.Label(step.From, isHourly), .. CreditKind.Of(step).Select(CostText.Number), CostText.Number(step.Credits)])) + "</details>\n";
    }

    private static string Brands(CostReport report) => report.Brands.Count == 0 ? "" : Legend()
        + BarChart.Of("brands", "Credits by brand", [.. report.Brands.Select(brand => (BrandName(brand), (IReadOnlyList<(string, decimal)>)[.. CreditKind.All.Zip(CreditKind.Of(brand), (kind, credits) => (kind.Class, credits))], (string?)null))])
        + Html.Table(
            "Credits by brand and kind", ["Brand", "#Statements", "#Idle", "#Serverless tasks", "#Pipes", "#Clustering", "#Credits"],
            report.Brands.Select(brand => (IReadOnlyList<string>)[Html.Text(BrandName(brand)), .. CreditKind.Of(brand).Select(CostText.Number), CostText.Number(brand.Credits)]));

    private static string BrandName(BrandCost brand) => brand.Brand ?? "No single brand";

    private static string AdviceOf(CostReport report) => report.Advice.Count == 0
        ? "<p>Nothing that would be worth it was found.</p>\n"
        : string.Concat(report.Advice.Select((advice, index) => AdviceOf(report, advice, $"advice-{index}")));

    private static string AdviceOf(CostReport report, CostAdvice advice, string id)
    {
        var less = report.Period.InMonth(advice.Saved);
        List<(string Name, IReadOnlyList<(string, decimal)> Parts, string? Mark)> bars = advice.Curve.Count > 0
            ? [.. advice.Curve.Select(choice => (choice.Starts is { } starts ? $"{choice.Value}, {CostText.Count(starts)} starts" : choice.Value, (IReadOnlyList<(string, decimal)>)[(choice.IsAdvised ? "after" : "before", choice.Credits)], choice.IsAdvised ? "advised" : choice.IsCurrent ? "now" : null))]
            : [("Now", [("before", advice.Before)], null), ("Then", [("after", advice.After)], "advised")];
        var evidence = string.Concat(advice.Evidence.Select(line => $"<li>{Html.Text(line)}</li>"));
        var statements = advice.Statements.Count == 0 ? "" : $"<pre>{Html.Text(string.Join("\n", advice.Statements.Select(statement => statement.TrimEnd() + ";")))}</pre>";
        var setting = advice.Setting is null ? "" : $"<p class=\"soft\">In the SDK: <code>{Html.Text(advice.Setting)}</code></p>";
        return $"<article>\n<h3>{Html.Text(advice.Text)}</h3>\n<div class=\"side\"><div>\n"
            + $"<p>{CostText.Number(advice.Before)} → about {CostText.Credits(advice.After)}: <span class=\"saved\">{CostText.Number(less)} less in 30 days{Html.Text(CostTable.Money(report, less))}</span></p>\n"
            + $"<ul class=\"evidence\">{evidence}</ul>\n<details><summary>How it is estimated</summary><p class=\"soft\">{Html.Text(advice.Method)}</p></details>\n{setting}</div>\n"
            + $"<div>{BarChart.Of(id, "Credits in the period", bars)}</div></div>\n{statements}</article>\n";
    }

    private static string Warehouses(CostReport report) => report.Warehouses.Count == 0 ? "" : Html.Table(
        "Warehouses", ["Warehouse", "Size", "#Suspends after", "#Credits", "#Idle", "#Statements", "#Busy", "#Waited for start / room", "#Spilled", "#Partitions read", "#From cache"],
        report.Warehouses.Select(warehouse => (IReadOnlyList<string>)
        [
            Html.Text(warehouse.Name), Html.Text(warehouse.Size ?? "-"), warehouse.AutoSuspend is { } suspend ? CostText.Time(suspend) : "-", CostText.Number(warehouse.Compute), CostText.Share(warehouse.IdleShare), CostText.Count(warehouse.Queries),
            CostText.Time(warehouse.Busy), $"{CostText.Time(warehouse.QueuedForStart)} / {CostText.Time(warehouse.QueuedForLoad)}", CostText.Bytes(warehouse.SpilledLocally + warehouse.SpilledRemotely), CostText.Share(warehouse.ScannedShare), CostText.Share(warehouse.FromCache),
        ]));

    private static string Tasks(CostReport report) => report.Tasks.Count == 0 ? "" : Html.Table(
        "Tasks", ["Task", "Runs on", "#Runs", "#Failed", "#Running", "#Credits", "#Serverless, est.", "#On a warehouse, est."],
        report.Tasks.Select(task => (IReadOnlyList<string>)
        [
            Html.Text($"{task.Database}.{task.Schema}.{task.Name}"), Html.Text(task.Warehouse ?? "serverless"), CostText.Count(task.Runs), CostText.Count(task.Failures), CostText.Time(task.Running), CostText.Number(task.Credits),
            CostTable.Estimate(task.Serverless), CostTable.Estimate(task.OnWarehouse),
        ]));

    private static string Pipes(CostReport report) => report.Pipes.Count == 0 ? "" : Html.Table(
        "Pipes", ["Pipe", "#Files", "#Loaded", "#Billed", "#Credits"],
        report.Pipes.Take(ShownRows).Select(pipe => (IReadOnlyList<string>)[Html.Text(CostTable.PipeName(pipe)), CostText.Count(pipe.Files), CostText.Bytes(pipe.BytesInserted), CostText.Bytes(pipe.BytesBilled), CostText.Number(pipe.Credits)])
            .Concat(report.Pipes.Count <= ShownRows ? Enumerable.Empty<IReadOnlyList<string>>() :
            [
                [$"{report.Pipes.Count - ShownRows} more", CostText.Count(report.Pipes.Skip(ShownRows).Sum(pipe => pipe.Files)), CostText.Bytes(report.Pipes.Skip(ShownRows).Sum(pipe => pipe.BytesInserted)), CostText.Bytes(report.Pipes.Skip(ShownRows).Sum(pipe => pipe.BytesBilled)), CostText.Number(report.Pipes.Skip(ShownRows).Sum(pipe => pipe.Credits))],
            ]));

    private static string Clustering(CostReport report) => report.Clustering.Count == 0 ? "" : Html.Table(
        "Clustered tables", ["Table", "#Rows moved", "#Moved", "#Credits"],
        report.Clustering.Take(ShownRows).Select(table => (IReadOnlyList<string>)[Html.Text($"{table.Database}.{table.Schema}.{table.Table}"), CostText.Count(table.Rows), CostText.Bytes(table.Bytes), CostText.Number(table.Credits)]));

    private static string Queries(CostReport report) => report.Queries.Count == 0 ? "" : Html.Table(
        "Statements that are alike, together", ["Statement", "Warehouse", "#Runs", "#Running", "#Waited", "#Spilled", "#Partitions read", "#Credits"],
        report.Queries.Take(ShownRows).Select(query => (IReadOnlyList<string>)
        [
            $"<details><summary><code>{Html.Text(CostTable.Short(query.Text, 80))}</code></summary><pre>{Html.Text(query.Text.Length > LongestText ? query.Text[..LongestText] + "…" : query.Text)}</pre><p class=\"soft\"><code>{Html.Text(query.Hash)}</code></p></details>",
            Html.Text(query.Warehouse), CostText.Count(query.Runs), CostText.Time(query.Executing), CostText.Time(query.Queued), CostText.Bytes(query.Spilled),
            query.PartitionsTotal > 0 ? $"{CostText.Count(query.PartitionsScanned)} of {CostText.Count(query.PartitionsTotal)}" : "-", CostTable.Estimate(query.Credits),
        ]));

    private static string Footer(CostReport report) =>
        "<footer>\n<p>In all: warehouses' compute, serverless tasks, pipes and automatic clustering, as SNOWFLAKE.ACCOUNT_USAGE tells of them. Cloud services are billed only beyond a tenth of a day's compute, and are in no sum. Storage, transfer and other services aren't either. "
        + "The views lag: credits by up to 3 hours, statements' credits by up to 8. A brand's idle time is its part of what was attributed to statements on each warehouse.</p>\n"
        + $"<p>For clustering keys {report.Parsed.Read} of {report.Parsed.Read + report.Parsed.Unread} kinds of statements were parsed{(report.Parsed.Unread == 0 ? "" : $"; the others, of {CostText.Credits(report.Parsed.UnreadCredits)}, have a syntax that isn't known here or were cut off")}. {report.Parsed.Unresolved} columns in their predicates couldn't be told a table, and were left out.</p>\n</footer>\n";
}
