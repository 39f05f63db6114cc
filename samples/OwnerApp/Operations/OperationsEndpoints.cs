using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Model;
using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Sql;
using Microsoft.Extensions.Options;
using OwnerApp.Accounts;
using OwnerApp.Brands;

namespace OwnerApp.Operations;

/// <summary>How the pipeline is: what this process knows, and what the warehouse does.</summary>
internal static class OperationsEndpoints
{
    private static readonly TimeSpan CostPeriodLength = TimeSpan.FromDays(30);

    public static void MapOperations(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/operations", LookAsync).RequireAuthorization(Session.Operator);
        app.MapGet("/api/operations/cost", CostAsync).RequireAuthorization(Session.Operator);
    }

    private static async Task<OperationsView> LookAsync(
        CdcStatus status, Recordings recordings, KeptAnswers answers, IRoleConnections connections, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var account = await answers.AskAsync("", "operations", connections.Fresh, () => AccountAsync(connections, lifetime.ApplicationStopping), cancellationToken);
        return new OperationsView(
            [.. status.Brands.Select(brand => CaptureView.Of(brand, recordings.Has(brand.Brand)))],
            [.. status.Handlers.Select(HandlerView.Of)],
            [.. status.Flows.SelectMany(flow => FlowView.Of(flow, recordings.Has(flow.Brand)))],
            account!.Tasks,
            account.Streams,
            account.Cost);
    }

    private static async Task<AccountView?> AccountAsync(IRoleConnections connections, CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(role: null, cancellationToken);
        return new AccountView(
            await connection.QueryAsync(EmbeddedSql.Read("Operations.tasks"), [], Task, cancellationToken),
            await connection.QueryAsync(EmbeddedSql.Read("Operations.streams"), [], Stream, cancellationToken),
            await connection.QueryAsync(EmbeddedSql.Read("Operations.cost"), [], Cost, cancellationToken));
    }

    /// <summary>The page of the last month's costs and what would cost less.</summary>
    private static async Task<IResult> CostAsync(IOptions<CdcOptions> options, IRoleConnections connections, TimeProvider clock, CancellationToken cancellationToken)
    {
        var names = options.Value.Snowflake.Deployment.Names;
        var sql = new SnowflakeSql(new WarehouseModel([.. options.Value.Brands.Keys.Select(brand => new BrandModel(brand, "s3://any/", []))], names));
        var report = await new CostReader(connections.Own, sql).ReadAsync(connections.LastKnown(CostPeriodLength, clock), cancellationToken);
        return Results.Content(report.ToHtml(), "text/html; charset=utf-8");
    }

    private static TaskView Task(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.IsDBNull(4) ? null : row.GetString(4), Whole(row, 5), Whole(row, 6));

    private static StreamView Stream(DbDataReader row)
    {
        var staleAfter = row["stale_after"];
        return new StreamView(
            (string)row["name"], (string)row["database_name"], (string)row["table_name"], string.Equals((string)row["stale"], "true", StringComparison.Ordinal), staleAfter is DateTimeOffset at ? at : null);
    }

    private static CostView Cost(DbDataReader row) => new(row.GetString(0), row.GetString(1), Convert.ToDecimal(row.GetValue(2), CultureInfo.InvariantCulture));

    private static long Whole(DbDataReader row, int column) => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);
}
