using CdcToSnowflake.Model;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Emulator.Tests.Planning;

/// <summary>A store that told nobody is made to, and pipes look again once that works, whatever happens in between.</summary>
public sealed class PipeNotificationTests
{
    private const string Refreshes = "SELECT COUNT(*) FROM SNOWFLAKE.ACCOUNT_USAGE.QUERY_HISTORY WHERE QUERY_TEXT ILIKE 'ALTER PIPE%REFRESH%'";
    private const string Unlabelled = "SELECT COUNT(*) FROM BRAND_A_DB.INFORMATION_SCHEMA.PIPES WHERE COALESCE(COMMENT, '') = ''";

    private static readonly Uri Store = new("file:///cdc/");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deploy_BrokenOffWhileTheChangeIsWaitedFor_TheNextLetsEachPipeLook()
    {
        await using var emulator = new SnowflakeEmulator();
        await using var sql = await emulator.OpenConnectionAsync(Cancellation);
        await DeployAsync(emulator, null, Cancellation);
        Assert.Equal(("2", "0"), (sql.One(Refreshes), sql.One(Unlabelled)));

        using var killed = new CancellationTokenSource();
        var silent = new Notifications { Delay = TimeSpan.FromHours(1), Ensured = killed.Cancel };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DeployAsync(emulator, silent, killed.Token));
        Assert.Equal(("2", "2"), (sql.One(Refreshes), sql.One(Unlabelled)));

        var told = new Notifications { IsTold = true };
        await DeployAsync(emulator, told, Cancellation);
        Assert.Equal(("4", "0", 0), (sql.One(Refreshes), sql.One(Unlabelled), told.Changes));
        await DeployAsync(emulator, told, Cancellation);
        Assert.Equal("4", sql.One(Refreshes));
    }

    [Fact]
    public async Task Deploy_SilentStoreWhosePipeWasBeingHandedOver_ThePipeGoesOnNonetheless()
    {
        await using var emulator = new SnowflakeEmulator();
        await using var sql = await emulator.OpenConnectionAsync(Cancellation);
        await DeployAsync(emulator, null, Cancellation);
        var label = sql.One("SELECT COMMENT FROM BRAND_A_DB.INFORMATION_SCHEMA.PIPES WHERE PIPE_NAME = 'CDC_CUT_PIPE'");
        sql.Run($"COMMENT ON PIPE BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE IS 'Being handed over: {label}'; ALTER PIPE BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE SET PIPE_EXECUTION_PAUSED = TRUE");

        await DeployAsync(emulator, new Notifications(), Cancellation);

        Assert.Equal("RUNNING", sql.One("SELECT PARSE_JSON(SYSTEM$PIPE_STATUS('BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE')):executionState::VARCHAR"));
        Assert.Equal(("4", label), (sql.One(Refreshes), sql.One("SELECT COMMENT FROM BRAND_A_DB.INFORMATION_SCHEMA.PIPES WHERE PIPE_NAME = 'CDC_CUT_PIPE'")));
    }

    [Fact]
    public async Task Deploy_OverANewerReleasesBrand_IsRefusedBeforeTheStoreOrAPipeIsChanged()
    {
        await using var emulator = new SnowflakeEmulator();
        await using var sql = await emulator.OpenConnectionAsync(Cancellation);
        await DeployAsync(emulator, null, Cancellation);
        sql.Run("COMMENT ON TABLE BRAND_A_DB.STG_SCHEMA.CDC_PROGRESS IS 'How far; CdcToSnowflake format 2'");
        var silent = new Notifications();

        await Assert.ThrowsAsync<PlanException>(() => DeployAsync(emulator, silent, Cancellation));

        Assert.Equal(("0", 0), (sql.One(Unlabelled), silent.Changes));
    }

    [Fact]
    public async Task Deploy_StoreThatTellsAlready_ChangesAndWaitsForNothing()
    {
        await using var emulator = new SnowflakeEmulator();
        await using var sql = await emulator.OpenConnectionAsync(Cancellation);
        var told = new Notifications { IsTold = true, Delay = TimeSpan.FromHours(1) };

        await DeployAsync(emulator, told, Cancellation);

        Assert.Equal(("2", 0), (sql.One(Refreshes), told.Changes));
    }

    [Fact]
    public async Task Deploy_SilentStoreRefusesOnce_IsTriedAgain()
    {
        await using var emulator = new SnowflakeEmulator();
        await using var sql = await emulator.OpenConnectionAsync(Cancellation);
        var silent = new Notifications { Ensured = () => throw new TimeoutException("not now") };
        using var deployment = new SnowflakeDeployment(emulator, null, silent);
        await Assert.ThrowsAsync<TimeoutException>(() => deployment.EnsureBrandAsync("BRAND_A", Store, Cancellation));

        silent.Ensured = () => { };
        await deployment.EnsureBrandAsync("BRAND_A", Store, Cancellation);
        await deployment.ShapeAppearedAsync("BRAND_A", ShopSource.Orders, Cancellation);

        Assert.Equal(("0", 2), (sql.One(Unlabelled), silent.Changes));
    }

    private static async Task DeployAsync(SnowflakeEmulator emulator, Notifications? notifications, CancellationToken cancellationToken)
    {
        using var deployment = new SnowflakeDeployment(emulator, null, notifications);
        await deployment.EnsureBrandAsync("BRAND_A", Store, cancellationToken);
        await deployment.ShapeAppearedAsync("BRAND_A", ShopSource.Orders, cancellationToken);
    }

    private sealed class Notifications : IFileNotifications
    {
        public TimeSpan Delay { get; init; }

        public bool IsTold { get; set; }

        public int Changes { get; private set; }

        public Action Ensured { get; set; } = () => { };

        public Task<bool> IsToldAsync(string channelArn, CancellationToken cancellationToken = default) => Task.FromResult(IsTold);

        public Task<bool> EnsureAsync(string channelArn, CancellationToken cancellationToken = default)
        {
            Changes++;
            Ensured();
            IsTold = true;
            return Task.FromResult(true);
        }
    }
}
