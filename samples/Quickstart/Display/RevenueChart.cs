using System.Data.Common;
using System.Globalization;
using Spectre.Console;

namespace Quickstart.Display;

/// <summary>The question that only CI can answer: what each brand took on each day, and what of it was given back later, side by side.</summary>
internal static class RevenueChart
{
    // A terminal of 80 columns is the narrowest that is worth care; beyond the longest bar more says nothing more.
    private const int WidthOfTheRest = 54;
    private const int LeastBar = 10;
    private const int MostBar = 48;

    public static async Task PrintAsync(IAnsiConsole console, DbDataSource snowflake, CancellationToken cancellationToken)
    {
        var days = await ReadAsync(snowflake, cancellationToken);
        if (days.Count == 0)
        {
            return;
        }

        decimal most = days.Values.Max(d => d.Revenue);
        int width = Math.Clamp(console.Profile.Width - WidthOfTheRest, LeastBar, MostBar);
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle("Revenue by day of payment, and what of it was refunded until now (░)") };
        foreach (string name in (string[])["Day", "Brand", "Revenue", "Refunds", ""])
        {
            table.AddColumn(new TableColumn(name) { NoWrap = true, Alignment = name.StartsWith("Re", StringComparison.Ordinal) ? Justify.Right : Justify.Left });
        }

        string? before = null;
        foreach (var ((brand, day), (revenue, refunds)) in days.OrderBy(d => d.Key.Day, StringComparer.Ordinal).ThenBy(d => d.Key.Brand, StringComparer.Ordinal))
        {
            string date = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("ddd d MMM", CultureInfo.InvariantCulture);
            table.AddRow(day == before ? "" : date, Markup.Escape(brand), Money(revenue), Money(refunds), Bar(revenue, refunds, most, width));
            before = day;
        }

        console.Write(table);
    }

    private static async Task<Dictionary<(string Brand, string Day), (decimal Revenue, decimal Refunds)>> ReadAsync(DbDataSource snowflake, CancellationToken cancellationToken)
    {
        await using var connection = await snowflake.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = EmbeddedSql.Read("RevenueByBrandAndDay");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var days = new Dictionary<(string, string), (decimal, decimal)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            days.Add((reader.GetString(0), reader.GetString(1)), (reader.GetDecimal(2), reader.GetDecimal(3)));
        }

        return days;
    }

    private static string Bar(decimal revenue, decimal refunds, decimal most, int width)
    {
        int Length(decimal money) => most == 0 ? 0 : (int)Math.Round(Math.Max(0, money) / most * width);
        int all = Math.Max(Length(revenue), revenue > 0 ? 1 : 0);
        int back = Math.Min(all, Math.Max(Length(refunds), refunds > 0 ? 1 : 0));
        return $"[green]{new string('█', all - back)}[/][red]{new string('░', back)}[/]";
    }

    private static string Money(decimal amount) => amount == 0 ? "" : amount.ToString("N2", CultureInfo.InvariantCulture);
}
