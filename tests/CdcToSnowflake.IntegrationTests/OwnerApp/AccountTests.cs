using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Emulator.Server.Http;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.IntegrationTests.OwnerApp;

/// <summary>
/// The owner's app on an account that its configuration names, over recordings that are played to their end: what its reports say is what the recorded servers' own SELECTs said.
/// </summary>
public sealed class AccountTests : IDisposable
{
    private const string Token = "a-token";

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("owner-account-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Reports_OfAnAccountByConfiguration_AreTheRecordingsEnds_EachRoleItsBrands_AskedOnceAMinute()
    {
        await using var snowflake = new SnowflakeEmulator(new EmulatorOptions { MinimumTriggerInterval = TimeSpan.FromMilliseconds(100) });
        await using var account = SnowflakeEmulatorServer.Start(snowflake);
        account.AddProgrammaticAccessToken(Token);
        var store = new FolderObjectStore(Path.Combine(_folder.FullName, "store"));
        await using var app = await OwnerAppProgram.StartAsync(
            "--OwnerApp:Replay:From=2026-03-17T00:00:00Z",
            $"--CdcToSnowflake:Store:Folder={store.Location.LocalPath}",
            "--CdcToSnowflake:Snowflake:Provider=SqlApi",
            $"--CdcToSnowflake:Snowflake:ConnectionString=account=emulator;scheme=http;host=127.0.0.1;port={account.Endpoint.Port};authenticator=programmatic_access_token;token={Token}");
        await UntilAllIsThereAsync(snowflake, store, app);

        using var company = await SignInAsync(app, "company", "everything");
        using var noodle = await SignInAsync(app, "noodle", "ramen");
        using var luna = await SignInAsync(app, "luna", "pizza");
        var sales = await RowsAsync(company, "api/sales");
        Assert.Equal(Sales(Recording.All), sales.Select(Sale));
        Assert.Equal([0, 7], sales.Select(row => row.GetProperty("daysAgo").GetInt32()).Distinct().Order());
        Assert.Equal(Sales([Recording.All[0]]), (await RowsAsync(noodle, "api/sales")).Select(Sale));
        Assert.Equal(Sales([Recording.All[1]]), (await RowsAsync(luna, "api/sales")).Select(Sale));

        var refunds = await RowsAsync(company, "api/refunds");
        Assert.Equal(Refunds(Recording.All), refunds.Select(Refund));
        Assert.All(Recording.All, brand => Assert.True(refunds.Where(row => row.GetProperty("brand").GetString() == brand.Brand).Sum(row => row.GetProperty("late").GetDecimal()) > 1_000));
        Assert.Equal(Refunds([Recording.All[0]]), (await RowsAsync(noodle, "api/refunds")).Select(Refund));
        Assert.Equal(Refunds([Recording.All[1]]), (await RowsAsync(luna, "api/refunds")).Select(Refund));

        // Another page of a role that has just asked is no other question.
        using var another = await SignInAsync(app, "noodle", "ramen");
        Assert.Equal(Sales([Recording.All[0]]), (await RowsAsync(another, "api/sales")).Select(Sale));
        Assert.Equal(3, account.Requests.Count(request => request.Body.Contains("orders_by_now", StringComparison.Ordinal)));
    }

    // By the pages of Snowflake's manual a bucket tells the pipes; a folder that another process writes tells nobody, so it is looked through.
    private static async Task UntilAllIsThereAsync(SnowflakeEmulator snowflake, FolderObjectStore store, OwnerAppProgram app)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"{Recording.All.Sum(brand => brand.Orders.Count)} {Recording.All.Sum(brand => brand.Refunds.Count)}");
        using var limit = new CancellationTokenSource(LongestWait);
        for (var found = ""; found != expected;)
        {
            Assert.False(limit.IsCancellationRequested, $"CI has {found} orders and refunds, not {expected}.\n{app.Output}");
            await Task.Delay(2_000, CancellationToken.None); // the fewer looks, the fewer merges
            await snowflake.WatchAsync(store, CancellationToken.None);
            await snowflake.DrainAsync(CancellationToken.None);
            try
            {
                await using var query = snowflake.CreateCommand("SELECT (SELECT COUNT(*) FROM CI_DB.CI_SCHEMA.ORDERS) || ' ' || (SELECT COUNT(*) FROM CI_DB.CI_SCHEMA.REFUNDS)");
                found = (string)(await query.ExecuteScalarAsync(CancellationToken.None))!;
            }
            catch (SnowflakeException e) when (e.SqlState == "02000")
            {
                // They come with their first rows.
            }
        }
    }

    private static async Task<HttpClient> SignInAsync(OwnerAppProgram app, string name, string password)
    {
        var client = new HttpClient { BaseAddress = app.Address };
        using var answer = await client.PostAsJsonAsync("api/session", new { name, password }, TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, app.Output);
        return client;
    }

    private static async Task<List<JsonElement>> RowsAsync(HttpClient client, string address) =>
        [.. (await client.GetFromJsonAsync<JsonElement>(address, TestContext.Current.CancellationToken)).EnumerateArray()];

    private static (string?, int, int, decimal, int, decimal, string?) Sale(JsonElement row) => (
        row.GetProperty("brand").GetString(), row.GetProperty("daysAgo").GetInt32(), row.GetProperty("hour").GetInt32(), row.GetProperty("total").GetDecimal(),
        row.GetProperty("ordersByNow").GetInt32(), row.GetProperty("totalByNow").GetDecimal(), row.GetProperty("today").GetString());

    // The last day that any of the brands has, and the same day a week before.
    private static IEnumerable<(string?, int, int, decimal, int, decimal, string?)> Sales(IReadOnlyList<Recording> brands)
    {
        var now = brands.Max(brand => brand.Orders.Max(order => order.PlacedAt));
        return
            from brand in brands
            from order in brand.Orders
            let daysAgo = (now.Date - order.PlacedAt.Date).Days
            where daysAgo is 0 or 7 && order is { Status: not "cancelled", IsTest: false }
            group order by (brand.Brand, daysAgo, order.PlacedAt.Hour) into hour
            orderby hour.Key.Brand, hour.Key.daysAgo, hour.Key.Hour
            let byNow = hour.Where(order => order.PlacedAt.TimeOfDay <= now.TimeOfDay).ToList()
            select ((string?)hour.Key.Brand, hour.Key.daysAgo, hour.Key.Hour, hour.Sum(order => order.Total), byNow.Count, byNow.Sum(order => order.Total), (string?)now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private static (string?, string?, decimal, decimal) Refund(JsonElement row) =>
        (row.GetProperty("brand").GetString(), row.GetProperty("day").GetString(), row.GetProperty("inTime").GetDecimal(), row.GetProperty("late").GetDecimal());

    private static IEnumerable<(string?, string?, decimal, decimal)> Refunds(IReadOnlyList<Recording> brands) =>
        from brand in brands
        from refund in brand.Refunds
        from order in brand.Orders.Where(order => order.Id == refund.Order)
        let isLate = refund.At >= order.PlacedAt.Date.AddDays(3)
        group (refund.Amount, IsLate: isLate) by (Day: order.PlacedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), brand.Brand) into day
        orderby day.Key.Day, day.Key.Brand
        select ((string?)day.Key.Brand, (string?)day.Key.Day, day.Where(one => !one.IsLate).Sum(one => one.Amount), day.Where(one => one.IsLate).Sum(one => one.Amount));
}
