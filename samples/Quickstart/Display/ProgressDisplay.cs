using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Quickstart.Display;

/// <summary>Shows the brands' progress on stderr: a table that changes in place on a terminal, else a line now and then.</summary>
internal sealed class ProgressDisplay(IAnsiConsole console, Func<IReadOnlyList<BrandProgress>> look, bool isQuiet)
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(2);

    /// <summary>Shows progress until <paramref name="work"/> has ended, and passes on how it ended.</summary>
    public async Task ShowAsync(Task work)
    {
        if (isQuiet)
        {
            await work;
        }
        else if (console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi)
        {
            await console.Live(Table()).StartAsync(async live =>
            {
                while (await Task.WhenAny(work, Task.Delay(OnTerminal)) != work)
                {
                    live.UpdateTarget(Table());
                }

                live.UpdateTarget(Table());
            });
            await work;
        }
        else
        {
            await LinesAsync(work);
        }
    }

    private async Task LinesAsync(Task work)
    {
        IReadOnlyList<BrandProgress> before = [];
        Task? finished = null;
        while (finished != work)
        {
            finished = await Task.WhenAny(work, Task.Delay(InLog));
            var now = look();
            foreach (var brand in now.Except(before))
            {
                console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{brand.Brand}: {brand.Rows:N0} rows of {brand.Transactions:N0} transactions, {brand.Cut:N0} cuts, {brand.ToRead}, {brand.Behind}"));
            }

            before = now;
        }

        await work;
    }

    private Table Table()
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("Brand", "Rows", "Transactions", "Cuts", "Tables to read", "Behind the source");
        foreach (var brand in look())
        {
            table.AddRow(new IRenderable[]
            {
                new Text(brand.Brand), Number(brand.Rows), Number(brand.Transactions), Number((long)brand.Cut), new Text(brand.ToRead), new Text(brand.Behind),
            });
        }

        return table;
    }

    private static Text Number(long number) => new(number.ToString("N0", CultureInfo.InvariantCulture));
}
