using CdcToSnowflake.Emulator;
using CdcToSnowflake.Emulator.Hosting;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;
using OwnerApp.Feed;

namespace OwnerApp.Brands;

/// <summary>The pipeline as this application has it: brands → a store → a warehouse, and the feed beside it.</summary>
internal static class Composition
{
    // What the embedded Snowflake needn't wait for.
    private static readonly TimeSpan EmbeddedTrigger = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FlowLook = TimeSpan.FromSeconds(10);

    // Each look wakes a warehouse, which an account bills.
    private static readonly TimeSpan AccountFlowLook = TimeSpan.FromMinutes(15);

    /// <summary>Adds it. Servers, store and account come from the configuration's section CdcToSnowflake; what is missing there is embedded.</summary>
    public static void AddPipeline(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection(CdcOptions.Section);
        builder.Services.AddCdcToSnowflake(cdc =>
        {
            if (!settings.GetSection("Store").Exists())
            {
                cdc.ToStore(services => new FolderObjectStore(Path.Combine(services.GetRequiredService<Workspace>().Folder, "store")));
            }

            if (settings["Snowflake:ConnectionString"] is null)
            {
                cdc.ToEmulator(new EmulatorOptions { MinimumTriggerInterval = EmbeddedTrigger });
            }

            cdc.Configure(options => options.Snowflake.Deployment = new DeploymentOptions { Sql = Sql });
            foreach (var (id, profile) in builder.Configuration.GetSection("OwnerApp").Get<OwnerAppOptions>()!.Brands)
            {
                cdc.AddBrand(id, brand =>
                {
                    brand.Tables("shop.*").Capture(capture => capture with { CutInterval = TimeSpan.FromSeconds(1) });
                    if (settings[$"Brands:{id}:ConnectionString"] is null && profile.Recording is not null)
                    {
                        brand.From(services => services.GetRequiredService<Recordings>().Open(id));
                    }
                });
            }

            cdc.WatchFlow(settings["Snowflake:ConnectionString"] is null ? FlowLook : AccountFlowLook);
            cdc.OnChanges<OrderAlerts>();
            cdc.OnChanges<RefundAlerts>();
        });
    }

    private static SqlOptions Sql { get; } = new()
    {
        Api = new ApiOptions { IsByOwner = true },
        Account = new AccountOptions { Roles = new RoleOptions() },
    };
}
