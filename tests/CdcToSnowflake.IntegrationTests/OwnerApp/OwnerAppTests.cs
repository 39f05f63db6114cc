using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
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
        await Assertions.Expect(noodle.Page.Locator("#refunds .legend .late")).ToHaveTextAsync(new Regex(@"€[1-9]"), new() { Timeout = 120_000 }); // what a copy of three days misses
        Assert.Equal(0, await noodle.Page.Locator("#pages:visible").CountAsync());
        noodle.MustBeWithoutProblems(_app);

        // Nor does the server give out what the page doesn't show.
        Assert.Equal(403, (await noodle.Page.APIRequest.GetAsync($"{_app.Address}api/operations")).Status);
        var sales = await (await noodle.Page.APIRequest.GetAsync($"{_app.Address}api/sales")).JsonAsync();
        Assert.All(sales!.Value.EnumerateArray(), row => Assert.Equal("BRAND_A", row.GetProperty("brand").GetString()));
    }

    [Fact]
    public async Task Feed_ARefundAndACancellation_ComeAsTheyWereRecorded()
    {
        using var client = new HttpClient { BaseAddress = _app.Address };
        (await client.PostAsJsonAsync("api/session", new { name = "company", password = "everything" }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var feed = new StreamReader(await client.GetStreamAsync("api/feed", limit.Token));
        var happened = new Dictionary<string, JsonElement>();
        while (!happened.ContainsKey("Refund") || !happened.ContainsKey("Cancellation"))
        {
            if (await feed.ReadLineAsync(limit.Token) is { } line && line.StartsWith("data: ", StringComparison.Ordinal))
            {
                var one = JsonElement.Parse(line["data: ".Length..]);
                happened[one.GetProperty("kind").GetString()!] = one;
            }
        }

        var (refund, cancelled) = (happened["Refund"], happened["Cancellation"]);
        Assert.Contains(Of(refund).Refunds, one => one.Order == Order(refund) && one.Amount == refund.GetProperty("amount").GetDecimal() && one.At == refund.GetProperty("at").GetDateTimeOffset().UtcDateTime);
        var order = Of(cancelled).Orders.Single(one => one.Id == Order(cancelled));
        Assert.Equal(("cancelled", cancelled.GetProperty("amount").GetDecimal()), (order.Status, order.Total));

        static Recording Of(JsonElement one) => Recording.All.Single(brand => brand.Brand == one.GetProperty("brand").GetString());
        static ulong Order(JsonElement one) => one.GetProperty("order").GetUInt64();
    }

    /// <summary>What the server itself gives out: a page that shows only the own brands would hide what it shouldn't have got.</summary>
    [Fact]
    public async Task Feed_OfAnOwner_HasNoOthersEvents_WhileTheCompanysHas()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        var noodle = BrandsAsync("noodle", "ramen", brands => brands.Count >= 20);
        var company = BrandsAsync("company", "everything", brands => brands.Distinct().Count() == 2);
        await company;
        Assert.Equal(["BRAND_A"], (await noodle).Distinct());

        async Task<List<string>> BrandsAsync(string name, string password, Func<List<string>, bool> isEnough)
        {
            using var client = new HttpClient { BaseAddress = _app.Address };
            (await client.PostAsJsonAsync("api/session", new { name, password }, limit.Token)).EnsureSuccessStatusCode();
            using var feed = new StreamReader(await client.GetStreamAsync("api/feed", limit.Token));
            List<string> brands = [];
            while (!isEnough(brands))
            {
                if (await feed.ReadLineAsync(limit.Token) is { } line && line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    brands.Add(JsonElement.Parse(line["data: ".Length..]).GetProperty("brand").GetString()!);
                }
            }

            return brands;
        }
    }

    /// <summary>The warehouse decides, by the row access policy on the API's views, with each account's own role: what one sees of refunds is what the company sees of the brands that are theirs.</summary>
    [Fact]
    public async Task Refunds_AreThoseOfTheOwnBrandsAndNoOthers()
    {
        var noodle = await RefundsAsync("noodle", "ramen");
        var luna = await RefundsAsync("luna", "pizza");
        var company = await RefundsAsync("company", "everything");

        Assert.Equal(["BRAND_A"], noodle.Keys.Select(day => day.Brand).Distinct());
        Assert.Equal(["BRAND_B"], luna.Keys.Select(day => day.Brand).Distinct());

        // The replay goes on, so the company, asked last, may see more of a day, and never less.
        Assert.All(noodle.Concat(luna), day => Assert.True(company.TryGetValue(day.Key, out var all) && all >= day.Value, $"{day}"));
        Assert.Equal(["BRAND_A", "BRAND_B"], company.Keys.Select(day => day.Brand).Distinct().Order());
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
        await Assertions.Expect(company.Page.Locator("#all-brands")).ToHaveTextAsync(new Regex("[1-9][0-9,]* 건 .*€.* \\+ .*US\\$")); // money of two currencies isn't added up
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
        Assert.Equal(("page", null), (await page.Page.Locator("[data-page=operations]").GetAttributeAsync("aria-current"), await page.Page.Locator("[data-page=owner]").GetAttributeAsync("aria-current")));

        Assert.Equal(2, await page.Page.Locator("#captures tbody").First.Locator("td.state:text('Running')").CountAsync());
        Assert.NotEqual(0, await page.Page.Locator("#streams td.state:text('fine')").CountAsync());
        Assert.NotEqual(0, await page.Page.Locator("#cost svg rect").CountAsync());
        var flow = page.Page.Locator("#flow tbody tr", new() { Has = page.Page.Locator("td:text-is('shop.orders')") }).First.Locator("td");
        await Assertions.Expect(flow.Nth(5)).ToHaveTextAsync(new Regex(@"^\d+\.\d$"), new() { Timeout = 120_000 }); // seconds until its files were in the store
        await Assertions.Expect(flow.Nth(6)).ToHaveTextAsync(new Regex(@"^\d+\.\d$")); // and until they arrived
        Assert.Equal((14, "–", "–", "0"), (await flow.CountAsync(), await flow.Nth(3).TextContentAsync(), await flow.Nth(4).TextContentAsync(), await flow.Nth(13).TextContentAsync())); // of a recording the source's time says nothing
        Assert.All(await Task.WhenAll(new[] { 10, 11, 12 }.Select(rows => flow.Nth(rows).TextContentAsync())), rows => Assert.Matches("^[1-9]", rows));
        await page.Page.Locator("[data-text=costPage]").ClickAsync();
        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync("What Snowflake cost");
        Assert.NotEqual(0, await page.Page.Locator("section svg.chart rect").CountAsync());
        page.MustBeWithoutProblems(_app);
    }

    [Fact]
    public async Task Operator_InKorean_ReadsStatesInKorean()
    {
        await using var page = await OwnerPage.OpenAsync(_app.Address);
        await page.Page.Locator("#language").SelectOptionAsync("ko");
        await page.SignInAsync("operator", "onduty");
        await page.Page.Locator("[data-page=operations]").ClickAsync();
        await page.Page.Locator("#tasks td.state:text('성공')").First.WaitForAsync();
        Assert.NotEqual(0, await page.Page.Locator("#captures td.state:text('실행 중')").CountAsync());
        page.MustBeWithoutProblems(_app);
    }

    [Fact]
    public async Task SignOut_EndsTheOpenFeed_AndTheCookieIsWorthNothing()
    {
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = _app.Address };
        using var signedIn = await client.PostAsJsonAsync("api/session", new { name = "noodle", password = "ramen" }, TestContext.Current.CancellationToken);
        client.DefaultRequestHeaders.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using var feed = new StreamReader(await client.GetStreamAsync("api/feed", limit.Token));
        Assert.NotNull(await feed.ReadLineAsync(limit.Token));

        (await client.DeleteAsync("api/session", limit.Token)).EnsureSuccessStatusCode();

        await feed.ReadToEndAsync(limit.Token); // to its end, which an open feed hasn't
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("api/sales", limit.Token)).StatusCode);
    }

    [Theory]
    [InlineData("""{"name":"noodle","password":null}""")]
    [InlineData("""{"name":"noodle"}""")]
    [InlineData("{}")]
    public async Task SignIn_WithoutAPassword_IsRefused(string typed)
    {
        using var client = new HttpClient { BaseAddress = _app.Address };
        using var content = new StringContent(typed, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("api/session", content, TestContext.Current.CancellationToken)).StatusCode);
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

    private async Task<Dictionary<(string Brand, string Day), decimal>> RefundsAsync(string name, string password)
    {
        using var client = new HttpClient { BaseAddress = _app.Address }; // with a session of its own
        (await client.PostAsJsonAsync("api/session", new { name, password }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        List<JsonElement> days = [];
        while (days.Count == 0)
        {
            using var answer = await client.GetAsync("api/refunds", limit.Token);
            days = answer.StatusCode == HttpStatusCode.OK ? [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(limit.Token)).EnumerateArray()] : []; // its tables may not be there yet
            await Task.Delay(50, limit.Token);
        }

        return days.ToDictionary(
            day => (day.GetProperty("brand").GetString()!, day.GetProperty("day").GetString()!), day => day.GetProperty("inTime").GetDecimal() + day.GetProperty("late").GetDecimal());
    }
}
