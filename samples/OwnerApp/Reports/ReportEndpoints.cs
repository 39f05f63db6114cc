using System.Data.Common;
using System.Globalization;
using System.Security.Claims;
using OwnerApp.Accounts;

namespace OwnerApp.Reports;

/// <summary>Reports out of CI, asked with the owner's own role: the warehouse decides what they see.</summary>
internal static class ReportEndpoints
{
    // "Object does not exist or not authorized".
    private const string NotThere = "02000";

    public static void MapReports(this IEndpointRouteBuilder app)
    {
        var reports = app.MapGroup("/api").RequireAuthorization();
        reports.MapGet("/sales", (ClaimsPrincipal user, KeptAnswers answers, IRoleConnections connections, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) =>
            AskAsync(user, answers, connections, "Reports.sales", Hour, lifetime.ApplicationStopping, cancellationToken));
        reports.MapGet("/refunds", (ClaimsPrincipal user, KeptAnswers answers, IRoleConnections connections, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) =>
            AskAsync(user, answers, connections, "Reports.refunds", Day, lifetime.ApplicationStopping, cancellationToken));
    }

    private static async Task<IResult> AskAsync<T>(
        ClaimsPrincipal user, KeptAnswers answers, IRoleConnections connections, string report, Func<DbDataReader, T> row, CancellationToken stopping, CancellationToken cancellationToken)
    {
        var role = Session.Of(user).Role;
        var rows = await answers.AskAsync(role, report, connections.Fresh, () => RowsAsync(role, connections, report, row, stopping), cancellationToken);
        return rows is null ? TypedResults.NoContent() : TypedResults.Ok(rows);
    }

    private static async Task<List<T>?> RowsAsync<T>(string role, IRoleConnections connections, string report, Func<DbDataReader, T> row, CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(role, cancellationToken);
        try
        {
            return await connection.QueryAsync(EmbeddedSql.Read(report), [], row, cancellationToken);
        }
        catch (DbException e) when (e.SqlState == NotThere)
        {
            return null; // a table's view comes with the table's first row
        }
    }

    private static SalesHour Hour(DbDataReader row) =>
        new(row.GetString(0), Whole(row, 1), Whole(row, 2), Money(row, 3), Whole(row, 4), Money(row, 5), row.GetString(6));

    private static RefundDay Day(DbDataReader row) => new(row.GetString(0), row.GetString(1), Money(row, 2), Money(row, 3));

    private static int Whole(DbDataReader row, int column) => Convert.ToInt32(row.GetValue(column), CultureInfo.InvariantCulture);

    private static decimal Money(DbDataReader row, int column) => Convert.ToDecimal(row.GetValue(column), CultureInfo.InvariantCulture);
}
