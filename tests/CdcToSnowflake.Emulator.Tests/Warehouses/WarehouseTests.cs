using System.Data.Common;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Warehouses;

/// <summary>"Overview of warehouses", "Understanding compute cost" and "Working with resource monitors", on a clock that the test moves.</summary>
public sealed class WarehouseTests : IDisposable
{

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SnowflakeEmulator _emulator;
    private readonly DbConnection _sql;

    public WarehouseTests()
    {
        _emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = _clock });
        _sql = _emulator.OpenIn();
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    // Read without a query, which would start the warehouse.
    private string State => Shown("SHOW WAREHOUSES", "state");

    private string Shown(string show, params string[] columns)
    {
        using var command = _sql.CreateCommand();
        command.CommandText = show;
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return string.Join('|', columns.Select(column => reader.GetValue(reader.GetOrdinal(column)) is DBNull ? "∅" : reader.GetValue(reader.GetOrdinal(column)).ToString()));
    }

    private void After(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void OverviewOfWarehouses_AWarehouseSuspendsItselfAndAQueryWakesIt()
    {
        _sql.Run("CREATE WAREHOUSE w AUTO_SUSPEND = 60 INITIALLY_SUSPENDED = TRUE");
        Assert.Equal("SUSPENDED", State);
        _sql.Run("SELECT 1");
        Assert.Equal("STARTED", State);
        After(59);
        Assert.Equal("STARTED", State);
        After(1);
        Assert.Equal("SUSPENDED", State);
        _sql.Run("SHOW TABLES; CREATE TABLE t (i INT)");
        Assert.Equal("SUSPENDED", State);
        _sql.Run("ALTER WAREHOUSE w SET AUTO_RESUME = FALSE");
        Assert.Equal((606, "57P03"), (_sql.Fails("SELECT 1").Number, _sql.Fails("INSERT INTO t VALUES (1)").SqlState));
        _sql.Run("ALTER WAREHOUSE w RESUME; SELECT 1");
        Assert.Equal(90063, _sql.Fails("ALTER WAREHOUSE w RESUME").Number);
        _sql.Run("ALTER WAREHOUSE w RESUME IF SUSPENDED; ALTER WAREHOUSE w SUSPEND");
        Assert.Equal(90064, _sql.Fails("ALTER WAREHOUSE w SUSPEND").Number);
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(30, 30)]
    [InlineData(45, 60)]
    [InlineData(60, 60)]
    [InlineData(100, 120)]
    public void CreateWarehouse_AutoSuspend_IsLookedAtEvery30Seconds(int seconds, int suspended)
    {
        _sql.Run($"CREATE WAREHOUSE w AUTO_SUSPEND = {seconds} INITIALLY_SUSPENDED = TRUE; SELECT 1");
        After(suspended - 1);
        Assert.Equal("STARTED", State);
        After(1);
        Assert.Equal("SUSPENDED", State);

        // Ten seconds after its start: the looks are still those from the start on, and what it costs until then is charged.
        _sql.Run("SELECT 1");
        After(10);
        _sql.Run("SELECT 1");
        var ends = Math.Ceiling((10d + seconds) / 30) * 30;
        After(ends - 11);
        Assert.Equal("STARTED", State);
        After(1);
        Assert.Equal("SUSPENDED", State);
    }

    [Fact]
    public void OverviewOfWarehouses_CreditsAreOfSizeAndSecondsAndAtLeastAMinute()
    {
        _sql.Run("CREATE RESOURCE MONITOR m WITH CREDIT_QUOTA = 1000; CREATE WAREHOUSE w WAREHOUSE_SIZE = MEDIUM AUTO_SUSPEND = 1 INITIALLY_SUSPENDED = TRUE RESOURCE_MONITOR = m; SELECT 1");

        // Suspended after a second, charged for a minute: 4 credits an hour.
        After(3600);
        Assert.Equal((4m / 60).ToString("0.00", null), Shown("SHOW RESOURCE MONITORS", "used_credits"));
        _sql.Run("ALTER WAREHOUSE w SET AUTO_SUSPEND = 0; SELECT 1");
        After(1800);
        _sql.Run("ALTER WAREHOUSE w SET WAREHOUSE_SIZE = 'X-Large'");
        After(1800);
        Assert.Equal(((4m / 60) + 2 + 8).ToString("0.00", null), Shown("SHOW RESOURCE MONITORS", "used_credits"));
    }

    [Fact]
    public void WorkingWithResourceMonitors_SuspendsItsWarehousesUntilTheNextInterval()
    {
        _sql.Run("""
            CREATE RESOURCE MONITOR m WITH CREDIT_QUOTA = 1 FREQUENCY = DAILY START_TIMESTAMP = IMMEDIATELY TRIGGERS ON 50 PERCENT DO NOTIFY ON 100 PERCENT DO SUSPEND;
            CREATE WAREHOUSE w AUTO_SUSPEND = 0 RESOURCE_MONITOR = m; SELECT 1
            """);
        After(3599);
        Assert.Equal("STARTED", State);
        After(3600);
        Assert.Equal("SUSPENDED", State);
        Assert.Equal("1.00|0.00|WAREHOUSE|50%|100%|∅", Shown("SHOW RESOURCE MONITORS", "used_credits", "remaining_credits", "level", "notify_at", "suspend_at", "suspend_immediately_at"));
        Assert.Equal((90073, "22000"), (_sql.Fails("SELECT 1").Number, _sql.Fails("ALTER WAREHOUSE w RESUME").SqlState));
        _sql.Run("ALTER RESOURCE MONITOR m SET CREDIT_QUOTA = 2; SELECT 1");
        _clock.SetUtcNow(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
        _sql.Run("SELECT 1");
        Assert.Equal("STARTED", State);
    }

    [Fact]
    public void Properties_AreCheckedAndShown()
    {
        _sql.Run("CREATE WAREHOUSE w WAREHOUSE_SIZE = 'XXLARGE' MAX_CLUSTER_COUNT = 3 SCALING_POLICY = ECONOMY AUTO_SUSPEND = NULL AUTO_RESUME = FALSE STATEMENT_TIMEOUT_IN_SECONDS = 60 COMMENT = 'etl'");
        Assert.Equal("2X-Large|1|3|∅|false|ECONOMY|etl", Shown("SHOW WAREHOUSES", "size", "min_cluster_count", "max_cluster_count", "auto_suspend", "auto_resume", "scaling_policy", "comment"));
        Assert.Equal(1008, _sql.Fails("CREATE WAREHOUSE x WAREHOUSE_SIZE = HUGE").Number);
        Assert.Contains("above MAX_CLUSTER_COUNT", _sql.Fails("ALTER WAREHOUSE w SET MIN_CLUSTER_COUNT = 4").Message, StringComparison.Ordinal);
        Assert.Equal(2003, _sql.Fails("ALTER WAREHOUSE w SET RESOURCE_MONITOR = missing").Number);
        Assert.IsType<NotEmulatedException>(_sql.Fails("CREATE WAREHOUSE x WAREHOUSE_TYPE = 'SNOWPARK-OPTIMIZED'"));
    }
}
