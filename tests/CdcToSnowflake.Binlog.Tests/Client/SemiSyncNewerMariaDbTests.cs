using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Client;

public sealed class SemiSyncNewerMariaDbTests(NewerMariaDbFixture fixture) : SemiSyncContract(fixture.Server), IClassFixture<NewerMariaDbFixture>
{
    protected override string Role => "master";

    protected override Task PrepareAsync() => Task.CompletedTask;
}
