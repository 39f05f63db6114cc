using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Hosting.Sources;
using CdcToSnowflake.Model;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse.Connections;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting;

/// <summary>Checks what attributes can't: how settings go together, and whether each can be used. Names all that is wrong, and never a secret.</summary>
internal sealed class CdcOptionsCheck : IValidateOptions<CdcOptions>
{
    public ValidateOptionsResult Validate(string? name, CdcOptions options)
    {
        var wrong = new List<string>();
        Store(options.Store, wrong);
        if (options.Brands.Count == 0)
        {
            wrong.Add($"{nameof(CdcOptions.Brands)}: there is none. Add one (AddBrand, or the configuration's section {CdcOptions.Section}:Brands:BRAND_A).");
        }

        foreach (var (id, brand) in options.Brands)
        {
            Brand($"{nameof(CdcOptions.Brands)}:{id}", id, brand, wrong);
        }

        foreach (var handler in options.Handlers)
        {
            Handler(handler, options, wrong);
        }

        wrong.AddRange(options.Handlers.GroupBy(handler => handler.Name, StringComparer.Ordinal).Where(same => same.Count() > 1)
            .Select(same => $"OnChanges: {same.Count()} handlers have the name {same.Key}. Give each its own {nameof(ChangeHandlerOptions.Name)}."));
        if (options.Standby.SilenceLimit < 3 * options.Standby.RenewInterval)
        {
            wrong.Add($"{nameof(CdcOptions.Standby)}: {nameof(options.Standby.SilenceLimit)} is {options.Standby.SilenceLimit}, and must be at least 3 times {nameof(options.Standby.RenewInterval)} ({options.Standby.RenewInterval}), else one late sign of life is a takeover.");
        }

        if (options.Retry.LongestPause < options.Retry.FirstPause)
        {
            wrong.Add($"{nameof(CdcOptions.Retry)}: {nameof(options.Retry.LongestPause)} is shorter than {nameof(options.Retry.FirstPause)}.");
        }

        if (options.Streams is { Interval: { } interval, Margin: var margin } && interval >= margin)
        {
            wrong.Add($"{nameof(CdcOptions.Streams)}: {nameof(options.Streams.Interval)} is {interval}, and must be less than {nameof(options.Streams.Margin)} ({margin}), else a stream goes stale between two looks.");
        }

        Alerts(options, wrong);
        Try($"{nameof(CdcOptions.Flow)}:{nameof(options.Flow.Look)}", () => options.Flow.Look.Checked(), wrong);
        Try($"{nameof(CdcOptions.Cost)}:{nameof(options.Cost.Look)}", () => options.Cost.Look.Checked(), wrong);
        if (!Enum.IsDefined(options.Snowflake.Provider))
        {
            wrong.Add($"{nameof(CdcOptions.Snowflake)}:{nameof(SnowflakeOptions.Provider)}: it is {options.Snowflake.Provider}, and must be one of {string.Join(", ", Enum.GetNames<SnowflakeProvider>())}.");
        }
        else if (options.Snowflake.ConnectionString is { } connection)
        {
            Try($"{nameof(CdcOptions.Snowflake)}:{nameof(SnowflakeOptions.ConnectionString)}", () => SnowflakeDataSource.Create(connection, options.Snowflake.Provider).Dispose(), wrong);
        }

        if (options.Snowflake.SetBucketNotifications && (options.Store.S3 is null || options.Snowflake.Deployment.Sql.Loading != LoadMode.Pipes))
        {
            wrong.Add($"{nameof(CdcOptions.Snowflake)}:{nameof(SnowflakeOptions.SetBucketNotifications)}: it is set, but {(options.Store.S3 is null ? "the store is no bucket (ToS3)" : "there are no pipes to tell (Deployment:Sql:Loading)")}. Take it back.");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void Store(StoreOptions store, List<string> wrong)
    {
        const string Where = nameof(CdcOptions.Store);
        if (store.Named != 1)
        {
            wrong.Add($"{Where}: {(store.Named == 0 ? "there is none" : "there is more than one")}. Name a bucket (ToS3, or {CdcOptions.Section}:Store:S3:Bucket) or a folder (ToFolder, or {CdcOptions.Section}:Store:Folder).");
        }
        else if (store.S3 is { } s3)
        {
            Try($"{Where}:{nameof(StoreOptions.S3)}", () => new S3ObjectStore(s3).Dispose(), wrong);
        }
        else if (store.Folder is { } folder)
        {
            Try($"{Where}:{nameof(StoreOptions.Folder)}", () => _ = new FolderObjectStore(folder), wrong);
        }
    }

    private static void Brand(string where, string id, BrandOptions brand, List<string> wrong)
    {
        Try(where, () => StorePath.Escape(id), wrong);
        if (brand.ConnectionString is { Length: > 0 } connection)
        {
            Try($"{where}:{nameof(BrandOptions.ConnectionString)}", () => ServerAddress.Parse(connection), wrong);
        }
        else if (brand.Source is null)
        {
            wrong.Add($"{where}:{nameof(BrandOptions.ConnectionString)}: it is missing (FromMySql, or the configuration).");
        }

        if (brand.SnapshotConnectionString is { } replica)
        {
            const string Name = nameof(BrandOptions.SnapshotConnectionString);
            Try($"{where}:{Name}", () => ServerAddress.Parse(replica), wrong);
            if (brand.Source is not null)
            {
                wrong.Add($"{where}:{Name}: it is set, but the source is one of the application's own (From), which says itself where tables are read ({nameof(BrandSource)}.{nameof(BrandSource.Tables)}). Take it back.");
            }
        }

        Try(where, () => brand.ToCapture().Validate(), wrong);
        wrong.AddRange(brand.KeyColumns.Where(key => key.Value.Length == 0).Select(key => $"{where}:{nameof(BrandOptions.KeyColumns)}:{key.Key}: it names no column."));
    }

    private static void Alerts(CdcOptions options, List<string> wrong)
    {
        const string Where = nameof(CdcOptions.Alerts);
        var alerts = options.Alerts;
        if (alerts.QueueUrl is not null && !alerts.HasSender)
        {
            wrong.Add($"{Where}: there is a queue, but nobody is told. Set {nameof(alerts.SlackWebhook)} or {nameof(alerts.JsonWebhook)}, or call {nameof(alerts.SendTo)}.");
        }

        foreach (var (name, url) in ((string, Uri?)[])[(nameof(alerts.SlackWebhook), alerts.SlackWebhook), (nameof(alerts.JsonWebhook), alerts.JsonWebhook)])
        {
            if (url is not null)
            {
                Try($"{Where}:{name}", () => new WebhookOptions(url).Checked(), wrong);
            }
        }
    }

    private static void Handler(ChangeHandlerOptions handler, CdcOptions options, List<string> wrong)
    {
        var where = $"OnChanges<{handler.Handler.Name}>";
        if (handler.Tables.Count == 0)
        {
            wrong.Add($"{where}: it hears of no table. Put [Table(\"orders\", Schema = \"shop\")] on {handler.Row.Name}, or set {nameof(ChangeHandlerOptions.Tables)}.");
        }

        Try($"{where}:{nameof(ChangeHandlerOptions.Tables)}", () => handler.Patterns(), wrong);
        Try($"{where}:{nameof(ChangeHandlerOptions.Name)}", () => StorePath.Escape(handler.Name), wrong);
        if (handler.BatchSize is < 1 or > 100_000)
        {
            wrong.Add($"{where}:{nameof(ChangeHandlerOptions.BatchSize)}: it is {handler.BatchSize}, and must be from 1 to 100,000.");
        }

        if (!new DurationAttribute("00:00:01", "7.00:00:00").IsValid(handler.BehindLimit))
        {
            wrong.Add($"{where}:{nameof(ChangeHandlerOptions.BehindLimit)}: it is {handler.BehindLimit}, and must be from 1 second to 7 days.");
        }

        wrong.AddRange(handler.Brands.Where(brand => !options.Brands.ContainsKey(brand)).Select(brand => $"{where}:{nameof(ChangeHandlerOptions.Brands)}: there is no brand {brand}."));
    }

    private static void Try(string where, Action check, List<string> wrong)
    {
        try
        {
            check();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or NotSupportedException or ModelException)
        {
            wrong.Add($"{where}: {e.Message}");
        }
    }
}
