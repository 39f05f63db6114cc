using System.Reflection;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Hosting.Cost;
using CdcToSnowflake.Hosting.Flow;
using CdcToSnowflake.Hosting.Standby;
using CdcToSnowflake.Hosting.Streams;
using CdcToSnowflake.Model;
using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Flow;
using CdcToSnowflake.Operations.Reconciliation;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse.Cortex;
using CdcToSnowflake.Warehouse.SqlApi;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>What the page of options says of a default and of a range is so.</summary>
public sealed class OptionValuesTests
{
    // Computed, or told by a place that isn't the setting's own; each has a test where it is used.
    private static readonly HashSet<string> Computed =
        ["CaptureOptions.ScratchFolder", "ReconciliationOptions.ScratchFolder", "ChangeHandlerOptions.Name", "ChangeHandlerOptions.Tables", "BinlogClientOptions.ServerId"];

    // Their ends depend on another setting, which has its own.
    private static readonly HashSet<string> Related =
        ["WarehouseOptions.MinClusters", "StandbyOptions.RenewInterval", "StandbyOptions.SilenceLimit", "RetryOptions.FirstPause", "RetryOptions.LongestPause", "WebhookOptions.FirstPause", "WebhookOptions.LongestPause", "StreamWatchOptions.Interval", "StreamWatchOptions.Margin"];

    /// <summary>How each type is used, so that what is wrong in it is refused.</summary>
    private static readonly Dictionary<Type, Action<object>> Uses = new()
    {
        [typeof(CaptureOptions)] = options => Start(cdc => cdc.Brands["b"].Capture = (CaptureOptions)options),
        [typeof(SnapshotOptions)] = options => Start(cdc => cdc.Brands["b"].Capture = new CaptureOptions { Snapshot = (SnapshotOptions)options }),
        [typeof(S3StoreOptions)] = options => Start(cdc => cdc.Store = new StoreOptions { S3 = (S3StoreOptions)options with { Region = "eu-central-1" } }),
        [typeof(SnowflakeOptions)] = options => Start(cdc => cdc.Snowflake = (SnowflakeOptions)options),
        [typeof(SqlOptions)] = options => Generate((SqlOptions)options),
        [typeof(WarehouseOptions)] = options => Generate(new AccountOptions { Warehouses = [(WarehouseOptions)options] }),
        [typeof(ResourceMonitorOptions)] = options => Generate(new AccountOptions { ResourceMonitor = (ResourceMonitorOptions)options }),
        [typeof(BudgetOptions)] = options => Generate(new AccountOptions { Budget = (BudgetOptions)options, CostTag = new CostTagOptions("orders") }),
        [typeof(StandbyOptions)] = options => Start(cdc => cdc.Standby = (StandbyOptions)options),
        [typeof(RetryOptions)] = options => Start(cdc => cdc.Retry = (RetryOptions)options),
        [typeof(FailureAlertOptions)] = options => Start(cdc => cdc.Alerts = (FailureAlertOptions)options),
        [typeof(FlowWatchOptions)] = options => Start(cdc => cdc.Flow = (FlowWatchOptions)options),
        [typeof(FlowOptions)] = options => Start(cdc => cdc.Flow.Look = (FlowOptions)options),
        [typeof(StreamWatchOptions)] = options => Start(cdc => cdc.Streams = (StreamWatchOptions)options),
        [typeof(CostWatchOptions)] = options => Start(cdc => cdc.Cost = (CostWatchOptions)options),
        [typeof(CostOptions)] = options => Start(cdc => cdc.Cost.Look = (CostOptions)options),
        [typeof(ChangeHandlerOptions)] = options => Start(cdc => cdc.Handlers.Add((ChangeHandlerOptions)options)),
        [typeof(BinlogClientOptions)] = options => _ = new BinlogClient((BinlogClientOptions)options with { User = "cdc" }),
        [typeof(BinlogOptions)] = options =>
        {
            _ = new BinlogClient(new BinlogClientOptions { User = "cdc", Decoding = (BinlogOptions)options });
            _ = new BinlogFileReader([], (BinlogOptions)options);
            _ = new BinlogFileReader(Stream.Null, "binlog.000001", (BinlogOptions)options);
        },
        // They check what is set as it is set.
        [typeof(BinlogFollow)] = _ => { },
        [typeof(S3BucketNotifications)] = _ => { },
        [typeof(CortexAgentOptions)] = options => ((CortexAgentOptions)options with { Agent = "D.S.A" }).Checked(),
        [typeof(ReconciliationOptions)] = options => ((ReconciliationOptions)options).Checked(),
        [typeof(SnowflakeSqlApiOptions)] = options => new SnowflakeSqlApiDataSource(Signed((SnowflakeSqlApiOptions)options)).Dispose(),
        [typeof(WebhookOptions)] = options => ((WebhookOptions)options).Checked(),
    };

    public static TheoryData<string> Measured =>
        [.. OptionsPageTests.All().Where(property => OptionSections.IsMeasured(property) && Ends(property) is var (allowed, refused) && allowed.Count + refused.Count > 0).Select(Display)];

    [Fact]
    public void EachDefault_IsAsTheCommentSays() =>
        Assert.Empty(OptionsPageTests.All().Where(property => !OptionSections.IsDemanded(property) && !Computed.Contains(Display(property)) && OptionsPageTests.Sections.Row(property)[1].Length > 0)
            .GroupBy(property => property.DeclaringType!)
            .SelectMany(type => OptionSamples.Make(type.Key) is var made ? type.Select(property => OptionDefault.Fault(property, OptionsPageTests.Sections.Row(property)[1], property.GetValue(made))) : []).OfType<string>());

    [Theory]
    [MemberData(nameof(Measured))]
    public void EachEndOfARange_IsAllowed_AndWhatIsBeyondItIsRefused(string name)
    {
        var property = OptionsPageTests.All().First(property => Display(property) == name);
        var (allowed, refused) = Ends(property);
        Assert.All(refused, value => Assert.Contains(property.Name, Refusal(property, value) ?? "", StringComparison.Ordinal));
        Assert.All(Related.Contains(name) ? [] : allowed, value => Assert.DoesNotContain(property.Name, Refusal(property, value) ?? "", StringComparison.Ordinal));
    }

    [Fact]
    public void EachChoice_ThatThereIsNot_IsRefused() =>
        Assert.Empty(OptionsPageTests.All().Where(property => Uses.ContainsKey(property.DeclaringType!) && Choice(property) is { } choice && Refusal(property, Enum.ToObject(choice, 99))?.Contains(property.Name, StringComparison.Ordinal) != true).Select(Display));

    private static Type? Choice(PropertyInfo property) => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is { IsEnum: true } choice ? choice : null;

    private static (IReadOnlyList<object> Allowed, IReadOnlyList<object> Refused) Ends(PropertyInfo property) =>
        OptionRange.Ends(property, OptionsPageTests.Sections.Row(property) is var row && row[2].Length > 0 ? row[2] : OptionSections.IsParameter(property) ? row[3] : "");

    private static string? Refusal(PropertyInfo property, object value)
    {
        try
        {
            var options = OptionSamples.Make(property.DeclaringType!);
            OptionSamples.Set(options, property, value);
            Uses[property.DeclaringType!](options);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or TargetInvocationException or OptionsValidationException)
        {
            return (e.InnerException ?? e).Message;
        }
    }

    private static string Display(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";

    // A key pair takes a key.
    private static SnowflakeSqlApiOptions Signed(SnowflakeSqlApiOptions options) =>
        options with { Authenticator = options.Authenticator == SnowflakeAuthenticator.KeyPair ? SnowflakeAuthenticator.OAuth : options.Authenticator, TokenProvider = _ => new("token") };

    private static void Generate(AccountOptions account) => Generate(new SqlOptions { Account = account });

    private static void Generate(SqlOptions options) => _ = new SnowflakeSql(new WarehouseModel([]), options);

    private static void Start(Action<CdcOptions> set)
    {
        CdcOptions options = new();
        options.Brands["b"] = new BrandOptions { ConnectionString = "Server=db;User ID=cdc" };
        set(options);
        string[] failures = [.. new IValidateOptions<CdcOptions>[] { new CdcOptionsRanges(), new CdcOptionsCheck() }.SelectMany(check => check.Validate(null, options).Failures ?? [])];
        if (failures.Length > 0)
        {
            throw new OptionsValidationException("", typeof(CdcOptions), failures);
        }
    }
}
