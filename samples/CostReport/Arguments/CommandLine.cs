using System.CommandLine;

namespace CostReport.Arguments;

/// <summary>The options, their help, and the way from the words to <see cref="CostReportArguments"/>.</summary>
internal static class CommandLine
{
    private const string Description = """
        Prints what Snowflake cost by brand, warehouse, task, pipe and statement, and what would cost less, and writes it as a page with charts.

          (nothing)                                      three made-up days of two brands in the embedded Snowflake
          --account "account=…;user=…;…" --days 30 --brand BRAND_A --brand BRAND_B --credit-price 3

        Exit code: 0; 1 the account can't be read; 2 bad arguments.
        """;

    private static readonly Option<string> Account = new("--account") { HelpName = "CONNECTION_STRING", Description = "An account, as Snowflake's drivers and the built-in one take it." };
    private static readonly Option<string[]> Brands = new("--brand") { HelpName = "ID", Description = "With --account: a brand's id, whose database is {ID}_DB; may be given several times.", AllowMultipleArgumentsPerToken = false };
    private static readonly Option<int> Days = new("--days") { HelpName = "N", Description = "With --account: how many days, up to 8 hours ago, as Snowflake's views lag. 1 to 365.", DefaultValueFactory = _ => 30 };
    private static readonly Option<decimal?> CreditPrice = new("--credit-price") { HelpName = "PRICE", Description = "What a credit costs, to show money too." };
    private static readonly Option<string> Currency = new("--currency") { HelpName = "CODE", Description = "The currency of --credit-price.", DefaultValueFactory = _ => "USD" };
    private static readonly Option<decimal> LeastSaving = new("--least-saving") { HelpName = "CREDITS", Description = "How much an advice must save in 30 days.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> Html = new("--html") { HelpName = "FILE", Description = "Where the page is written.", DefaultValueFactory = _ => "cost.html" };
    private static readonly Option<string> Json = new("--json") { HelpName = "FILE", Description = "Where the report is written as JSON; nowhere if it isn't given." };

    /// <summary>Reads the command line.</summary>
    /// <returns>The arguments; or none, when the help was asked for and printed.</returns>
    /// <exception cref="UsageException">The arguments can't be used.</exception>
    public static CostReportArguments? Read(string[] args)
    {
        var root = new RootCommand(Description);
        foreach (var option in new Option[] { Account, Brands, Days, CreditPrice, Currency, LeastSaving, Html, Json })
        {
            root.Add(option);
        }

        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            throw new UsageException($"{parsed.Errors[0].Message.TrimEnd('.')}. See --help.");
        }

        if (parsed.Action is not null)
        {
            parsed.Invoke(); // --help or --version
            return null;
        }

        return new CostReportArguments
        {
            Account = parsed.GetValue(Account),
            Brands = parsed.GetValue(Brands) ?? [],
            Days = parsed.GetValue(Days) is >= 1 and <= 365 and var days ? days : throw new UsageException("--days must be 1 to 365."),
            CreditPrice = parsed.GetValue(CreditPrice),
            Currency = parsed.GetValue(Currency)!,
            LeastSaving = parsed.GetValue(LeastSaving),
            Html = parsed.GetValue(Html)!,
            Json = parsed.GetValue(Json),
        };
    }
}
