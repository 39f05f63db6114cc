using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Client;

public sealed class SemiSyncMariaDbTests(MariaDbFixture fixture) : SemiSyncContract(fixture.Server), IClassFixture<MariaDbFixture>
{
    protected override string Role => "master";

    protected override Task PrepareAsync() => Task.CompletedTask;
}
