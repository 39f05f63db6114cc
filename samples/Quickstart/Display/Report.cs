using System.Data.Common;
using Quickstart.Arguments;
using Quickstart.Sources;
using Quickstart.Verification;

namespace Quickstart.Display;

/// <summary>What the user reads at the end: the layers, the question to CI, the verdict, the query's rows.</summary>
internal sealed class Report(QuickstartArguments arguments, DbDataSource snowflake, WarehouseTables names, SeenTables tables)
{
    private const int RawDiffers = 1;
    private const int Interrupted = 130;

    /// <summary>Prints it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> PrintAsync(CheckResult check, CancellationToken ctrlC)
    {
        if (!arguments.Quiet)
        {
            var console = Consoles.Report();
            await LayerCounts.PrintAsync(console, snowflake, names, tables.All, CancellationToken.None);
            if (HasMoney())
            {
                await RevenueChart.PrintAsync(console, snowflake, CancellationToken.None);
            }
        }

        bool isEqual = Verdict.Print(arguments.Quiet ? Console.Error : Console.Out, check, ctrlC.IsCancellationRequested);
        if (!isEqual && check.Tables is not null)
        {
            await Trouble.PrintAsync(arguments.Quiet ? Console.Error : Console.Out, snowflake, names.Databases(tables.All.Select(t => t.Brand).Distinct()), ctrlC);
        }

        if (arguments.Query is { } query && !ctrlC.IsCancellationRequested)
        {
            await AnswerAsync(query, ctrlC);
        }

        return ctrlC.IsCancellationRequested ? Interrupted : isEqual ? 0 : RawDiffers;
    }

    private async Task AnswerAsync(string query, CancellationToken cancellationToken)
    {
        await using var connection = await snowflake.OpenConnectionAsync(cancellationToken);
        await using (var use = connection.CreateCommand())
        {
            use.CommandText = $"USE SCHEMA {names.CiSchema}"; // so that FROM ORDERS means CI's
            await use.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var output = Console.OpenStandardOutput();
        await NdjsonRows.PrintAsync(connection, query, output, cancellationToken);
    }

    // The question is about the committed shops; another source's tables may have the names and not the columns.
    private bool HasMoney() => arguments.Sources.Count == 0 && arguments.TableName is null
        && tables.All.Any(t => t.Table == "payments") && tables.All.Any(t => t.Table == "refunds");
}
