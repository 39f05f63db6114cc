using System.Text;

namespace CdcToSnowflake.Operations.Cost.Pages;

/// <summary>A report as plain text, for consoles.</summary>
internal static class CostTable
{
    private const int LongestText = 60;

    public static string Of(CostReport report)
    {
        var text = new StringBuilder();
        text.Append($"{CostText.Credits(report.Credits)} from {CostText.Moment(report.Period.From)} to {CostText.Moment(report.Period.To)} UTC{Money(report, report.Credits)}\n");
        Table(text, "Brand", ["Queries", "Idle", "Tasks", "Pipes", "Clustering", "Credits"], report.Brands.Select(brand => (
            brand.Brand ?? "(no single brand)",
            Cells(brand.Queries, brand.Idle, brand.Tasks, brand.Pipes, brand.Clustering, brand.Credits))));
        Table(text, "Warehouse", ["Size", "Suspends", "Credits", "Idle", "Queries", "Busy", "Queued", "Spilled", "Scanned"], report.Warehouses.Select(warehouse => (
            warehouse.Name,
            (string[])
            [
                warehouse.Size ?? "-", warehouse.AutoSuspend is { } suspend ? CostText.Time(suspend) : "-", CostText.Number(warehouse.Compute), CostText.Share(warehouse.IdleShare), CostText.Count(warehouse.Queries), CostText.Time(warehouse.Busy),
                CostText.Time(warehouse.QueuedForStart + warehouse.QueuedForLoad), CostText.Bytes(warehouse.SpilledLocally + warehouse.SpilledRemotely), CostText.Share(warehouse.ScannedShare),
            ])));
        Table(text, "Task", ["Runs on", "Runs", "Failed", "Running", "Credits", "Serverless", "Warehouse"], report.Tasks.Select(task => (
            $"{task.Database}.{task.Schema}.{task.Name}",
            (string[])
            [
                task.Warehouse ?? "serverless", CostText.Count(task.Runs), CostText.Count(task.Failures), CostText.Time(task.Running), CostText.Number(task.Credits), Estimate(task.Serverless), Estimate(task.OnWarehouse),
            ])));
        Table(text, "Pipe", ["Files", "Loaded", "Billed", "Credits"], report.Pipes.Select(pipe => (
            PipeName(pipe), (string[])[CostText.Count(pipe.Files), CostText.Bytes(pipe.BytesInserted), CostText.Bytes(pipe.BytesBilled), CostText.Number(pipe.Credits)])));
        Table(text, "Clustered table", ["Rows moved", "Moved", "Credits"], report.Clustering.Select(table => (
            $"{table.Database}.{table.Schema}.{table.Table}", (string[])[CostText.Count(table.Rows), CostText.Bytes(table.Bytes), CostText.Number(table.Credits)])));
        Table(text, "Statement", ["Runs", "Running", "Queued", "Spilled", "Scanned", "Credits"], report.Queries.Take(10).Select(query => (
            Short(query.Text),
            (string[])
            [
                CostText.Count(query.Runs), CostText.Time(query.Executing), CostText.Time(query.Queued), CostText.Bytes(query.Spilled),
                CostText.Share(query.PartitionsTotal > 0 ? (double)query.PartitionsScanned / query.PartitionsTotal : null), Estimate(query.Credits),
            ])));
        foreach (var advice in report.Advice)
        {
            text.Append($"\n→ {advice.Text}\n  {CostText.Number(advice.Before)} → about {CostText.Credits(advice.After)} in the period, {CostText.Number(report.Period.InMonth(advice.Saved))} less in 30 days{Money(report, report.Period.InMonth(advice.Saved))}\n");
            foreach (var line in advice.Evidence.Concat(advice.Statements.Select(statement => statement.ReplaceLineEndings(" ") + ";")))
            {
                text.Append($"  · {line}\n");
            }
        }

        var parsed = report.Parsed;
        text.Append($"\n{Pieces(report)}. Of {parsed.Read + parsed.Unread} kinds of statements {parsed.Read} were read for clustering keys");
        text.Append(parsed.Unread == 0 ? ".\n" : $"; {parsed.Unread} of {CostText.Credits(parsed.UnreadCredits)} have a syntax that isn't known, or were cut off.\n");
        return text.ToString();
    }

    /// <summary>Money beside credits; nothing if nobody said what a credit costs.</summary>
    public static string Money(CostReport report, decimal credits) => report.CreditPrice is { } price ? $" ({CostText.Number(credits * price)} {report.Currency})" : "";

    public static string Pieces(CostReport report) => report.Advice.Count switch { 0 => "no advice", 1 => "1 piece of advice", var count => $"{count} pieces of advice" };

    public static string Estimate(decimal? credits) => credits is { } known ? CostText.Number(known) : "-";

    public static string PipeName(PipeCost pipe) => pipe.Database is null ? pipe.Name ?? "(Snowflake's own)" : $"{pipe.Database}.{pipe.Schema}.{pipe.Name}";

    /// <summary>A statement's beginning on one line.</summary>
    public static string Short(string sql, int longest = LongestText)
    {
        var line = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= longest ? line : line[..(longest - 1)] + "…";
    }

    private static string[] Cells(params decimal[] credits) => [.. credits.Select(CostText.Number)];

    private static void Table(StringBuilder text, string name, string[] columns, IEnumerable<(string Name, string[] Cells)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        var first = all.Max(row => Math.Max(row.Name.Length, name.Length));
        var widths = columns.Select((column, i) => all.Max(row => Math.Max(row.Cells[i].Length, column.Length))).ToArray();
        text.Append('\n');
        Line(name, columns);
        foreach (var (title, cells) in all)
        {
            Line(title, cells);
        }

        void Line(string title, string[] cells) => text.Append(title.PadRight(first)).Append("  ").AppendJoin("  ", cells.Select((cell, i) => cell.PadLeft(widths[i]))).Append('\n');
    }
}
