using Amazon.S3;
using Amazon.S3.Model;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Emulator.Pipes;
using CdcToSnowflake.Emulator.Server.Http;
using CdcToSnowflake.Storage;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>A bucket behind a network that fails, and an embedded Snowflake that hears of its objects and answers captures in other processes by the SQL API.</summary>
internal sealed class BankWarehouse : IAsyncDisposable
{
    private const string Bucket = "cdc", Prefix = "bank", Token = "token-of-the-captures";

    private readonly S3Server _s3;
    private readonly IObjectStore _announcing;
    private readonly SnowflakeEmulator _snowflake;
    private readonly SnowflakeEmulatorServer _server;
    private readonly CancellationTokenSource _stop = new();
    private int _cuts;

    private BankWarehouse(S3Server s3, S3ObjectStore store, IObjectStore announcing, SnowflakeEmulator snowflake, FaultCount faults, int seed)
    {
        _s3 = s3;
        _announcing = announcing;
        _snowflake = snowflake;
        Store = store;
        _server = SnowflakeEmulatorServer.Start(snowflake);
        _server.AddProgrammaticAccessToken(Token);
        Network = new S3FaultProxy(s3.Endpoint, faults, seed, AnnounceAsync);
        Running = snowflake.RunAsync(_stop.Token);
    }

    public S3FaultProxy Network { get; }

    /// <summary>The bucket, past the network that fails.</summary>
    public S3ObjectStore Store { get; }

    /// <summary>How many manifests the bucket took.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>How often pipes held files back and loaded them twice.</summary>
    public PipeChaosCount Chaos => _snowflake.PipeChaosStruck;

    /// <summary>Ends only by a failure, or when this is disposed of.</summary>
    public Task Running { get; }

    /// <summary>The service's settings for the bucket and the account.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["CdcToSnowflake:Store:S3:Bucket"] = Bucket,
        ["CdcToSnowflake:Store:S3:Prefix"] = Prefix,
        ["CdcToSnowflake:Store:S3:Endpoint"] = Network.Endpoint.AbsoluteUri,
        ["CdcToSnowflake:Store:S3:AccessKey"] = _s3.AccessKey,
        ["CdcToSnowflake:Store:S3:SecretKey"] = _s3.SecretKey,
        ["CdcToSnowflake:Store:S3:Retries"] = "2",
        ["CdcToSnowflake:Snowflake:Provider"] = "SqlApi",
        ["CdcToSnowflake:Snowflake:ConnectionString"] =
            $"account=emulator;scheme=http;host=127.0.0.1;port={_server.Endpoint.Port};authenticator=programmatic_access_token;token={Token}",
    };

    public static async Task<BankWarehouse> StartAsync(FaultCount faults, int seed)
    {
        var s3 = await S3Server.StartAsync();
        using (var client = new AmazonS3Client(s3.AccessKey, s3.SecretKey, new AmazonS3Config { ServiceURL = s3.Endpoint.AbsoluteUri, ForcePathStyle = true, AuthenticationRegion = s3.Region }))
        {
            await client.PutBucketAsync(new PutBucketRequest { BucketName = Bucket });
        }

        var store = new S3ObjectStore(new S3StoreOptions { Bucket = Bucket, Prefix = Prefix, Endpoint = s3.Endpoint, AccessKey = s3.AccessKey, SecretKey = s3.SecretKey });
        var snowflake = new SnowflakeEmulator(new EmulatorOptions { MinimumTriggerInterval = TimeSpan.FromMilliseconds(100), Chaos = new PipeChaos { Seed = seed } });
        return new BankWarehouse(s3, store, await snowflake.WatchAsync(new WrittenElsewhere(store)), snowflake, faults, seed);
    }

    /// <summary>A query's rows, each value in its text; none while its table is not there.</summary>
    public async Task<List<string>> RowsAsync(string sql)
    {
        try
        {
            await using var command = _snowflake.CreateCommand(sql);
            return await BankRows.ReadAsync(command);
        }
        catch (SnowflakeException e) when (e.Message.Contains("does not exist", StringComparison.Ordinal))
        {
            return [];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Network.DisposeAsync();
        await _server.DisposeAsync();
        await _snowflake.DisposeAsync();
        Store.Dispose();
        await _s3.DisposeAsync();
        _stop.Dispose();
    }

    private async Task AnnounceAsync(S3Request request)
    {
        var start = $"/{Bucket}/{Prefix}/";
        var path = Uri.UnescapeDataString(request.Target.Split('?')[0]);
        if (path.StartsWith(start, StringComparison.Ordinal))
        {
            if (path.Contains("/cuts/", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _cuts);
            }

            await _announcing.PutAsync(path[start.Length..], new MemoryStream(request.Body, writable: false));
        }
    }
}
