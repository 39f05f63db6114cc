using CdcToSnowflake.TestServers;
using Microsoft.Playwright;

namespace CdcToSnowflake.IntegrationTests.OwnerApp;

/// <summary>The owner's page in a browser of its own.</summary>
internal sealed class OwnerPage : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _problems = [];

    private OwnerPage(IPlaywright playwright, IBrowser browser, IPage page)
    {
        (_playwright, _browser, Page) = (playwright, browser, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _problems.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _problems.Add(error);
    }

    public IPage Page { get; }

    public static async Task<OwnerPage> OpenAsync(Uri address, int width = 1200)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser.Executable, Args = Browser.Arguments });
        var page = await browser.NewPageAsync(new() { Locale = "en-GB", ViewportSize = new() { Width = width, Height = 900 } });
        page.SetDefaultTimeout(120_000);
        var opened = new OwnerPage(playwright, browser, page);
        await page.GotoAsync(address.AbsoluteUri);
        return opened;
    }

    /// <summary>Fails, and shows what the application said, if the console complained.</summary>
    public void MustBeWithoutProblems(OwnerAppProgram app) => Assert.True(_problems.Count == 0, $"{string.Join('\n', _problems)}\n{app.Output}");

    /// <summary>Signs in as people with a keyboard do.</summary>
    public async Task SignInAsync(string name, string password)
    {
        await Page.Locator("#sign-in-form").WaitForAsync();
        await Page.Locator("input[name=name]").FocusAsync();
        await Page.Keyboard.TypeAsync(name);
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.TypeAsync(password);
        await Page.Keyboard.PressAsync("Enter");
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }
}
