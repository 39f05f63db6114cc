using CdcToSnowflake.Hosting.Streams;
using CdcToSnowflake.Operations.Streams;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Tests.Sql;
using CdcToSnowflake.Tests.Warehouse;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Tests.Operations.Streams;

/// <summary>Looks that an account refuses, as a whole or in part.</summary>
public sealed class StreamKeeperTests : IDisposable
{
    private readonly RecordingDataSource _account = new();

    public void Dispose() => _account.Dispose();

    [Theory]
    [InlineData(0, "08006")] // no answer, or HTTP 5xx
    [InlineData(0, "28000")] // HTTP 401
    [InlineData(390144, "")] // the same, with Snowflake's number
    [InlineData(0, "42501")] // HTTP 403
    [InlineData(0, "53000")] // HTTP 429
    public async Task Keep_AccountLetsNobodyIn_EndsAtTheFirstQuestion(int number, string sqlState)
    {
        _account.Fails = _ => new SnowflakeException(number, sqlState, "No.");
        await Assert.ThrowsAsync<DeploymentException>(KeepAsync);
        Assert.Equal(1, _account.Questions);
    }

    [Fact]
    public async Task Keep_OneSchemaIsRefused_IsOneTroubleForPeople_AndTheOthersAreLookedAt()
    {
        _account.Fails = sql => sql.Contains("BRAND_A_DB", StringComparison.Ordinal) && sql.Contains("RAW_SCHEMA", StringComparison.Ordinal) ? new SnowflakeException(3001, "42501", "Insufficient privileges.") : null;
        var report = await KeepAsync();
        Assert.Equal(3, report.Streams.Count(stream => stream.Action == StreamAction.Failed));
        Assert.Equal(4, report.Streams.Count(stream => stream.Action == StreamAction.Missing)); // the account has nothing
        var refused = Assert.Single(StreamFindings.Failing(report), failing => failing.Parts.Contains("failed"));
        Assert.Equal("BRAND_A_DB.RAW_SCHEMA", refused.Name);
        Assert.StartsWith("3 streams of it can't be kept", refused.Error, StringComparison.Ordinal);
    }

    private Task<StreamReport> KeepAsync() => new StreamKeeper(_account, new SnowflakeSql(SampleModels.TwoBrands)).KeepAsync(TestContext.Current.CancellationToken);
}
