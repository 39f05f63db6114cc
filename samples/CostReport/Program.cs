using CdcToSnowflake.Model;
using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.Connections;
using CostReport;
using CostReport.Arguments;
using CostReport.Demo;

try
{
    if (CommandLine.Read(args) is not { } arguments)
    {
        return 0;
    }

    var options = new CostOptions { CreditPrice = arguments.CreditPrice, Currency = arguments.Currency, LeastSaving = arguments.LeastSaving };
    var report = arguments.Account is { } account ? await OfAccountAsync(account, arguments, options) : await DemoAccount.ReadAsync(options);
    Console.Out.Write(report.ToTable());
    await File.WriteAllTextAsync(arguments.Html, report.ToHtml());
    Console.Out.Write($"\nThe page: {arguments.Html}\n");
    if (arguments.Json is { } json)
    {
        await File.WriteAllTextAsync(json, report.ToJson());
    }

    return 0;
}
catch (UsageException e)
{
    return Failed(2, e);
}
catch (Exception e) when (e is DeploymentException or SnowflakeException or ArgumentException or IOException or UnauthorizedAccessException)
{
    return Failed(1, e);
}

static async Task<CdcToSnowflake.Operations.Cost.CostReport> OfAccountAsync(string account, CostReportArguments arguments, CostOptions options)
{
    // Names are all that is needed of the brands; what is in them the account tells.
    var brands = new WarehouseModel([.. arguments.Brands.Select(brand => new BrandModel(brand, "s3://any/", []))]);
    await using var snowflake = SnowflakeDataSource.Create(account);
    return await new CostReader(snowflake, new SnowflakeSql(brands), options).ReadAsync(CostPeriod.Last(TimeSpan.FromDays(arguments.Days)));
}

static int Failed(int exitCode, Exception e)
{
    Console.Error.WriteLine($"CostReport: {e.Message.ReplaceLineEndings(" ")}");
    return exitCode;
}
