using CdcToSnowflake.TestServers;
using Microsoft.Playwright;

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

        await luna.Page.Locator("#feed li").Nth(5).WaitForAsync();
        await luna.Page.Locator("#refunds svg .late").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        Assert.Equal(["Luna Pizza"], await luna.Page.Locator("#sales h3").AllTextContentsAsync());
        luna.MustBeWithoutProblems(app);
        Assert.DoesNotContain(mysql.ConnectionString, app.Output, StringComparison.Ordinal);
    }
}
