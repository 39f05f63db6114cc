using CdcToSnowflake.Hosting;
using Microsoft.Extensions.Options;
using MySqlConnector;
using OwnerApp.Brands;

namespace OwnerApp.Generator;

/// <summary>Plays customers on the brands' servers: makes their tables, if there are none, and writes orders, cancellations and refunds.</summary>
internal sealed partial class OrderGenerator(IOptions<OwnerAppOptions> options, IOptions<CdcOptions> servers, ILogger<OrderGenerator> logger) : BackgroundService
{
    private const int OrdersPerCancellation = 12;
    private const int OrdersPerRefund = 8;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(options.Value.GeneratedOrders <= 0 ? [] :
        options.Value.Brands
            .Where(brand => brand.Value.Recording is not null && servers.Value.Brands[brand.Key].ConnectionString is not null)
            .Select(brand => GenerateAsync(brand.Key, brand.Value, servers.Value.Brands[brand.Key].ConnectionString!, stoppingToken)));

    private async Task GenerateAsync(string id, BrandProfile brand, string connectionString, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromMinutes(1) / options.Value.GeneratedOrders;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = new MySqlConnection(new MySqlConnectionStringBuilder(connectionString) { AllowUserVariables = true }.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                await RunAsync(connection, "SET @currency = @given", brand.Currency, cancellationToken);
                await PrepareAsync(connection, brand, cancellationToken);
                for (var orders = 1L; ; orders++)
                {
                    await RunAsync(connection, EmbeddedSql.Read("Generator.order"), null, cancellationToken);
                    if (orders % OrdersPerCancellation == 0)
                    {
                        await RunAsync(connection, EmbeddedSql.Read("Generator.cancel"), null, cancellationToken);
                    }

                    if (orders % OrdersPerRefund == 0)
                    {
                        await RunAsync(connection, EmbeddedSql.Read("Generator.refund"), null, cancellationToken);
                    }

                    await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), cancellationToken);
                }
            }
            catch (MySqlException e)
            {
                Failed(id, e.Message);
                await Task.Delay(PauseAfterFailure, cancellationToken);
            }
        }
    }

    // Only a server without any orders is filled; anybody's own are left alone but for new ones.
    private static async Task PrepareAsync(MySqlConnection connection, BrandProfile brand, CancellationToken cancellationToken)
    {
        await using var command = new MySqlCommand(EmbeddedSql.Read("Generator.has-orders"), connection);
        if (Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), null) == 0)
        {
            var schema = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Recordings", brand.Recording!, "schema.sql"), cancellationToken);
            await RunAsync(connection, schema, null, cancellationToken);
            await RunAsync(connection, EmbeddedSql.Read("Generator.history"), null, cancellationToken);
        }
    }

    // A script is one transaction, as an order is at a till.
    private static async Task RunAsync(MySqlConnection connection, string script, string? given, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new MySqlCommand(script, connection, transaction);
        command.Parameters.AddWithValue("@given", given);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Orders of {Brand} can't be generated just now: {Problem}")]
    private partial void Failed(string brand, string problem);
}
