using System.Globalization;
using CdcToSnowflake.TestServers;
using Microsoft.Playwright;
using MySqlConnector;

namespace CdcToSnowflake.IntegrationTests.OwnerApp;

/// <summary>The owner's app over a real MySQL, on which it plays the customers too.</summary>
public sealed class LiveServerTests
{
    [Fact]
    public async Task Source_AndGeneratedOrders_ComeLiveIntoFeedAndReports()
    {
        await using var mysql = await MySqlServer.StartAsync();
        await using var app = await OwnerAppProgram.StartAsync("--source", $"BRAND_B={mysql.ConnectionString}", "--OwnerApp:GeneratedOrders=240");
        await using var luna = await OwnerPage.OpenAsync(app.Address);
        await luna.SignInAsync("luna", "pizza");

        // The two weeks before are all delivered: what is cancelled was placed since.
        await luna.Page.Locator("#feed li.cancellation").First.WaitForAsync();
        await using (var connection = new MySqlConnection(mysql.ConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var history = new MySqlCommand("SELECT MAX(id) FROM shop.orders WHERE status = 'delivered'", connection);
            var last = Convert.ToInt64(await history.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
            await luna.Page.WaitForFunctionAsync("last => [...document.querySelectorAll('#feed li.order .more')].some(one => parseInt(one.textContent.slice(1)) > last)", last);
        }

        await luna.Page.Locator("#refunds svg .late:not([height='0'])").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        Assert.Equal(["Luna Pizza"], await luna.Page.Locator("#sales h3").AllTextContentsAsync());
        luna.MustBeWithoutProblems(app);
        Assert.DoesNotContain(mysql.ConnectionString, app.Output, StringComparison.Ordinal);
    }
}
