using System.Globalization;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Emulator.Hosting;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Warehouse;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdcToSnowflake.IntegrationTests.Disaster;

/// <summary>The service of one brand on some machine, with a store in a folder and the embedded Snowflake in a file: ended, and started again with other settings, as an operator does.</summary>
internal sealed class OperatedBrand : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _id;

    private OperatedBrand(IHost host, string id) => (_host, _id) = (host, id);

    public SnowflakeEmulator Snowflake => _host.Services.GetRequiredService<SnowflakeEmulator>();

    public CdcStatus Status => _host.Services.GetRequiredService<CdcStatus>();

    /// <summary>Whether RAW and CI keep deleted rows, which then aren't compared.</summary>
    public bool KeepsDeleted { get; set; }

    public BrandStatus Brand => Status.Brands.Single();

    /// <summary>Starts it.</summary>
    /// <param name="server">The source.</param>
    /// <param name="store">The store's folder.</param>
    /// <param name="account">The account's file.</param>
    /// <param name="id">The brand's id.</param>
    /// <param name="settings">Of the brand, by their paths in the configuration.</param>
    /// <param name="compose">What else is composed.</param>
    /// <param name="services">What handlers need.</param>
    public static async Task<OperatedBrand> StartAsync(
        DatabaseServer server, string store, string account, string id = "BRAND_A", Dictionary<string, string?>? settings = null, Action<CdcBuilder>? compose = null, Action<IServiceCollection>? services = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection((settings ?? []).Select(setting => KeyValuePair.Create($"CdcToSnowflake:Brands:{id}:{setting.Key}", setting.Value)));
        services?.Invoke(builder.Services);
        builder.Services.AddCdcToSnowflake(cdc =>
        {
            cdc.ToFolder(store);
            cdc.ToEmulator(new EmulatorOptions { Database = account, MinimumTriggerInterval = TimeSpan.FromMilliseconds(100) });
            cdc.AddBrand(id, brand => brand.FromMySql(server.ConnectionString).Tables("shop.*").Capture(options => options with
            {
                CutInterval = TimeSpan.FromMilliseconds(100),
                HeartbeatInterval = TimeSpan.FromSeconds(1),
                Snapshot = options.Snapshot with { RequestInterval = TimeSpan.FromSeconds(1) },
            }));
            cdc.Configure(options => (options.Standby.RenewInterval, options.Standby.SilenceLimit) = (TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2)));
            compose?.Invoke(cdc);
        });
        var running = new OperatedBrand(builder.Build(), id);
        await running._host.StartAsync();
        return running;
    }

    /// <summary>Waits until RAW and CI hold what the source does.</summary>
    public async Task UntilEqualAsync(DatabaseServer server, string database = "BRAND_A_DB")
    {
        var source = await RowsOfAsync(server);
        await Waiting.UntilAsync(
            () => Rows($"{database}.RAW_SCHEMA.ORDERS", "TRUE") is { } raw && raw.SequenceEqual(source) && Rows("CI_DB.CI_SCHEMA.ORDERS", $"BRAND_ID = '{_id}'").SequenceEqual(source),
            () => $"RAW and CI to equal the source, {source.Count} rows:\n{string.Join('\n', source)}\nRAW:\n{string.Join('\n', Rows($"{database}.RAW_SCHEMA.ORDERS", "TRUE"))}\nCI:\n{string.Join('\n', Rows("CI_DB.CI_SCHEMA.ORDERS", "TRUE"))}\n{Brand.Error}");
    }

    /// <summary>Waits until the brand has stopped.</summary>
    public async Task<TError> UntilStoppedAsync<TError>()
        where TError : Exception
    {
        await Waiting.UntilAsync(() => Brand.State == BrandState.Stopped, () => $"the brand's stop, not {Brand.State}");
        return Assert.IsType<TError>(Brand.Error);
    }

    public void Run(string sql)
    {
        using var command = Snowflake.CreateCommand(sql);
        command.ExecuteNonQuery();
    }

    /// <summary>Texts of the first column; none while its table isn't there.</summary>
    public List<string> Texts(string sql)
    {
        List<string> rows = [];
        try
        {
            using var command = Snowflake.CreateCommand(sql);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(Convert.ToString(reader[0], CultureInfo.InvariantCulture)!);
            }
        }
        catch (SnowflakeException e) when (e.Message.Contains("does not exist", StringComparison.Ordinal))
        {
            return [];
        }

        return rows;
    }

    /// <summary>Ends it in order, the account with it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private List<string> Rows(string table, string where) => Texts($"SELECT CONCAT_WS('|', ID, TOTAL, COALESCE(NOTE, 'NULL')) FROM {table} WHERE {where} {(KeepsDeleted ? "AND _DELETED_AT IS NULL" : "")} ORDER BY ID");

    private static async Task<List<string>> RowsOfAsync(DatabaseServer server)
    {
        List<string> rows = [];
        await using var connection = await server.OpenAsync("shop");
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT CONCAT_WS('|', id, total, COALESCE(note, 'NULL')) FROM orders ORDER BY id";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
