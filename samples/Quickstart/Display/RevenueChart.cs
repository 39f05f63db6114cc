using System.Data.Common;
using System.Globalization;
using Spectre.Console;

namespace Quickstart.Display;

/// <summary>The question that only CI can answer: what each brand took on each day, and what of it was given back later, side by side.</summary>
internal static class RevenueChart
{
    private const int BarWidth = 24;

    public static async Task PrintAsync(IAnsiConsole console, DbDataSource snowflake, CancellationToken cancellationToken)
    {
        var days = await ReadAsync(snowflake, cancellationToken);
        if (days.Count == 0)
        {
            return;
        }

        string[] brands = [.. days.Keys.Select(k => k.Brand).Distinct().Order(StringComparer.Ordinal)];
        decimal most = days.Values.Max(d => d.Revenue);
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle("Revenue by day of payment, and what was refunded of it until now (░)") };
        table.AddColumn("Day");
        foreach (string brand in brands)
        {
            table.AddColumn(new TableColumn(Markup.Escape(brand)).NoWrap());
            table.AddColumn(new TableColumn("Revenue").RightAligned().NoWrap());
            table.AddColumn(new TableColumn("Refunds").RightAligned().NoWrap());
        }

        foreach (string day in days.Keys.Select(k => k.Day).Distinct().Order(StringComparer.Ordinal))
        {
            var cells = new List<string> { DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("ddd d MMM", CultureInfo.InvariantCulture) };
            foreach (string brand in brands)
            {
                var (revenue, refunds) = days.GetValueOrDefault((brand, day));
                cells.AddRange([Bar(revenue, refunds, most), Money(revenue), Money(refunds)]);
            }

            table.AddRow([.. cells]);
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

    private static string Bar(decimal revenue, decimal refunds, decimal most)
    {
        int Length(decimal money) => most == 0 ? 0 : (int)Math.Round(Math.Max(0, money) / most * BarWidth);
        int all = Math.Max(Length(revenue), revenue > 0 ? 1 : 0);
        int back = Math.Min(all, Math.Max(Length(refunds), refunds > 0 ? 1 : 0));
        return $"[green]{new string('█', all - back)}[/][red]{new string('░', back)}[/]";
    }

    private static string Money(decimal amount) => amount == 0 ? "" : amount.ToString("N2", CultureInfo.InvariantCulture);
}
