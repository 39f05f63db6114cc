using System.Globalization;
using Microsoft.Playwright;

namespace CdcToSnowflake.IntegrationTests.OwnerApp;

/// <summary>The owner's app in a real browser, over recorded binlogs that are played in time.</summary>
public sealed class OwnerAppTests(OwnerAppFixture fixture) : IClassFixture<OwnerAppFixture>
{
    private readonly OwnerAppProgram _app = fixture.App;

    [Fact]
    public async Task Owner_SignsInByKeyboard_SeesNewOrdersOfTheOwnBrandAndNoOthers()
    {
        await using var noodle = await OwnerPage.OpenAsync(_app.Address);
        await noodle.SignInAsync("noodle", "ramen");

        var newest = noodle.Page.Locator("#feed li").First;
        await newest.WaitForAsync();
        var first = await newest.Locator(".more").TextContentAsync();
        await Assertions.Expect(newest.Locator(".more")).Not.ToHaveTextAsync(first!, new() { Timeout = 120_000 }); // another came, by itself

        await noodle.Page.Locator("#sales svg").WaitForAsync();
        await noodle.Page.Locator("#refunds svg").WaitForAsync();
        Assert.Equal(["Noodle Harbor"], await noodle.Page.Locator("#sales h3").AllTextContentsAsync());
        Assert.All(await noodle.Page.Locator("#feed li").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.brand)"), brand => Assert.Equal("BRAND_A", brand));
        Assert.Matches(@"€\d", await noodle.Page.Locator("#refunds .legend .late").TextContentAsync()); // what a copy of three days misses
        Assert.Equal(0, await noodle.Page.Locator("#pages:visible").CountAsync());
        noodle.MustBeWithoutProblems(_app);

        // Nor does the server give out what the page doesn't show.
        Assert.Equal(403, (await noodle.Page.APIRequest.GetAsync($"{_app.Address}api/operations")).Status);
        var sales = await (await noodle.Page.APIRequest.GetAsync($"{_app.Address}api/sales")).JsonAsync();
        Assert.All(sales!.Value.EnumerateArray(), row => Assert.Equal("BRAND_A", row.GetProperty("brand").GetString()));
    }

    [Fact]
    public async Task Company_InKoreanOnAPhone_SeesAllBrandsWithoutScrollingSideways()
    {
        await using var company = await OwnerPage.OpenAsync(_app.Address, width: 390);
        await company.Page.Locator("#language").SelectOptionAsync("ko");
        await company.SignInAsync("company", "everything");
        await company.Page.Locator("#sales svg").Nth(1).WaitForAsync();

        Assert.Equal("ko", await company.Page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal("오늘 매출", await company.Page.Locator("#sales-title span").TextContentAsync());
        Assert.Equal(["Noodle Harbor", "Luna Pizza"], await company.Page.Locator("#sales h3").AllTextContentsAsync());
        Assert.Equal("390", (await company.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ToString(CultureInfo.InvariantCulture));
        company.MustBeWithoutProblems(_app);
    }

    [Fact]
    public async Task Operator_SeesCapturesTasksStreamsAndCost()
    {
        await using var page = await OwnerPage.OpenAsync(_app.Address);
        await page.SignInAsync("operator", "onduty");
        await page.Page.Locator("[data-page=operations]").ClickAsync();
        await page.Page.Locator("#tasks td:text('MERGE_CI')").WaitForAsync();

        Assert.Equal(2, await page.Page.Locator("#captures tbody").First.Locator("td.state:text('Running')").CountAsync());
        Assert.NotEqual(0, await page.Page.Locator("#streams td.state:text('fine')").CountAsync());
        Assert.NotEqual(0, await page.Page.Locator("#cost svg rect").CountAsync());
        await page.Page.Locator("[data-text=costPage]").ClickAsync();
        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync("What Snowflake cost");
        Assert.NotEqual(0, await page.Page.Locator("section svg.chart rect").CountAsync());
        page.MustBeWithoutProblems(_app);
    }

    [Fact]
    public async Task WrongPassword_IsRefusedInWords_AndNothingIsGivenOut()
    {
        await using var stranger = await OwnerPage.OpenAsync(_app.Address);
        await stranger.SignInAsync("noodle", "pizza");
        await Assertions.Expect(stranger.Page.Locator("#refused")).ToHaveTextAsync("That account or password isn't right.");
        foreach (var path in (string[])["api/sales", "api/refunds", "api/feed", "api/operations", "api/operations/cost"])
        {
            Assert.Equal(401, (await stranger.Page.APIRequest.GetAsync(_app.Address + path)).Status);
        }
    }
}
